using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;
using Amazon.SQS.Model;
using Orders.Messages;
using Orders.Processor;
using Orders.Queues;
using Orders.Storage;
using Orders.Tests.Faults.Fuzzing.Inputs;
using Orders.Tests.Faults.Fuzzing.Services;
using Orders.Tests.Faults.World;
using Orders.Validation;

namespace Orders.Tests.Faults.Fuzzing.Targets;

/// <summary>The queue's entrance: each message of a batch is done, becomes a dead letter with its reason, or comes again for a reason of its own.</summary>
/// <param name="mutatesEnvelope">See <see cref="FunctionTarget"/>.</param>
internal class ProcessorTarget(bool mutatesEnvelope) : FunctionTarget(mutatesEnvelope)
{
    private const int MaxReceiveCount = 10;
    // What is larger may be a message that its queue does not take.
    private const int LargeEvent = 240_000;

    private static readonly SourceQueue Market = new($"{OrdersQueueUrl}-market", $"{OrdersQueueUrl}-market-dlq", "market");

    // Each event comes from the orders queue, and from that of an outside sender.
    private static readonly IReadOnlyList<byte[]> OrdersEvents =
        [.. Inputs.Seeds.SqsEvents.SelectMany(static batch => (byte[][])[From("orders", batch), From(Market.Name, batch)])];

    private readonly SourceGeneratorLambdaJsonSerializer<QueueJsonContext> _serializer = new();
    private readonly InstantDynamoDb _dynamoDb = new(TableSettings, OrdersOf("queue"));
    private Orders.Processor.Function? _function;

    public override IReadOnlyList<byte[]> Seeds => MutatesEnvelope ? [.. OrdersEvents, .. Inputs.Seeds.OtherEvents] : OrdersEvents;

    public override byte[] Mutate(byte[] parent, Dice dice)
    {
        var mutator = new Mutator(dice, Inputs.Seeds.Messages);
        return MutatesEnvelope ? mutator.Mutate(parent) : MutateFields(JsonNode.Parse(parent)!, mutator, dice);
    }

    protected override void Begin()
    {
        _function ??= Composition.Compose(
            new ProcessorSettings(TableSettings, OrdersQueueUrl, DeadLettersUrl, new RetryLimits(MaxReceiveCount, TimeSpan.FromHours(5))) { Senders = [Market] }, _dynamoDb, Sqs, Log.Sink, TimeProvider.System, Dice.NextDouble);
        _dynamoDb.Begin();
    }

    protected override string Judge(byte[] input)
    {
        SQSEvent? batch = null;
        var response = Timed(() => Answer(input, out batch));
        if (batch is null)
        {
            return "event refused";
        }

        using var answer = JsonDocument.Parse(response);
        var again = answer.RootElement.GetProperty("batchItemFailures").EnumerateArray()
            .Select(static failure => failure.GetProperty("itemIdentifier").GetString()).ToHashSet();
        var records = batch.Records ?? [];
        var sender = records.Exists(static record => record?.EventSourceArn?.EndsWith($":{Market.Name}", StringComparison.Ordinal) == true) ? Market.Sender : null;
        CheckRows(sender);
        // Lambda gives each message of a batch an id and a handle of its own.
        Escape.When(
            !MutatesEnvelope && records.Exists(record => record is not null && again.Contains(record.MessageId) && !Sqs.Hidden.Contains(record.ReceiptHandle)), "a message comes again unhidden", $"{Sqs.Hidden.Count}");
        var letters = DeadLetters(records, sender is null ? DeadLettersUrl : Market.DeadLetterUrl);
        // Nothing fails here: what comes again waits for an order that is not there, or is too large for a reason beside it.
        Escape.When(
            !MutatesEnvelope && input.Length < LargeEvent && records.Exists(record => record is not null && again.Contains(record.MessageId)
                && !OrderMessageReader.Read(record.Body ?? "", DateTimeOffset.UnixEpoch, traceParent: null, sender).IsValid),
            "a message that is not valid comes again",
            "");
        // Lambda gives each message of a batch an id of its own.
        Escape.When(!MutatesEnvelope && records.Any(record => letters.ContainsKey(record?.MessageId ?? "") && again.Contains(record?.MessageId)), "a dead letter comes again", "");
        return letters.Count > 0 ? "dead letter " + letters.Values.First() : again.Count > 0 ? "comes again" : records.Count > 0 ? "done" : "nothing to do";
    }

    /// <summary>The function from bytes to bytes; a planted bug stands here.</summary>
    protected virtual byte[] Answer(byte[] input, out SQSEvent? batch)
    {
        batch = null;
        using var stream = new MemoryStream(input, 0, input.Length, writable: false, publiclyVisible: true);
        try
        {
            batch = _serializer.Deserialize<SQSEvent>(stream);
        }
        catch (JsonException) when (MutatesEnvelope)
        {
            return [];
        }

        using var output = new MemoryStream();
        try
        {
            _serializer.Serialize(Complete(_function!.HandleAsync(batch, Invocation.Instance)), output);
        }
        catch (UnexpectedEventException) when (MutatesEnvelope)
        {
            // All of it comes again.
            Escape.When(Sqs.Sent.Count > 0, "a refused event had an effect", "");
            batch = null;
        }

        return output.ToArray();
    }

    /// <summary>The reason that a dead letter carries; a planted bug stands here.</summary>
    protected virtual string ReasonOf(SendMessageBatchRequestEntry letter) =>
        letter.MessageAttributes?.GetValueOrDefault("dead_letter")?.StringValue ?? throw new Escape("a dead letter without a reason", letter.MessageBody);

    protected override void Dispose(bool disposing)
    {
        _dynamoDb.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] From(string queue, byte[] batch)
    {
        var json = JsonNode.Parse(batch)!;
        foreach (var record in json["Records"]!.AsArray())
        {
            record!["eventSourceARN"] = $"arn:aws:sqs:ap-south-1:123456789012:{queue}";
        }

        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    private static byte[] MutateFields(JsonNode batch, Mutator mutator, Dice dice)
    {
        var records = batch["Records"]!.AsArray();
        var record = dice.Of([.. records])!;
        record["body"] = Encoding.UTF8.GetString(dice.Hits(0.9) ? mutator.Mutate(dice.Of(Inputs.Seeds.Messages)) : dice.Of(Inputs.Seeds.Messages));
        if (dice.Hits(0.3))
        {
            record["attributes"]!.AsObject()[dice.Of(["ApproximateReceiveCount", "SentTimestamp", "MessageGroupId", "AWSTraceHeader", "SenderId"])] =
                dice.Hits(0.5) ? mutator.Text() : dice.Of(["0", "1", "9", "10", "11", "-1", "99999999999999999999", "253402300799999", "1783075200200"]);
        }

        for (var left = dice.Hits(0.3) ? dice.Below(10) : 0; left > 0; left--)
        {
            var attributes = record["messageAttributes"]?.AsObject() ?? [];
            record["messageAttributes"] ??= attributes;
            if (attributes.Count == SqsLimits.Attributes)
            {
                attributes.Clear();
            }

            attributes[dice.Hits(0.3) ? dice.Of(["traceparent", "dead_letter"]) : $"attribute_{left}"] = dice.Hits(0.8)
                ? new JsonObject { ["stringValue"] = mutator.Text(), ["dataType"] = dice.Of(["String", "Number", "String.x"]), ["stringListValues"] = new JsonArray() }
                : new JsonObject { ["binaryValue"] = Convert.ToBase64String([1, 2, (byte)left]), ["dataType"] = "Binary" };
        }

        return Encoding.UTF8.GetBytes(batch.ToJsonString());
    }

    private Dictionary<string, string> DeadLetters(List<SQSEvent.SQSMessage> records, string url)
    {
        Escape.When(Sqs.Sent.Count != Sqs.To(url).Count(), "a dead letter on another queue", $"{Sqs.Sent.Count}");
        var letters = new Dictionary<string, string>();
        foreach (var letter in Sqs.To(url))
        {
            Escape.When(letter.MessageAttributes?.Count > SqsLimits.Attributes && !MutatesEnvelope, "a dead letter with too many attributes", $"{letter.MessageAttributes?.Count}");
            var text = ReasonOf(letter);
            Escape.When(!InstantSqs.Takes(text) && !MutatesEnvelope, "a reason that SQS does not take", text);
            using var reason = JsonDocument.Parse(text);
            var id = reason.RootElement.GetProperty("message_id").GetString() ?? "";
            Escape.When(
                !records.Exists(record => record is not null && (record.MessageId ?? "") == id && (record.Body ?? "") == letter.MessageBody),
                "a dead letter with another body",
                letter.MessageBody);
            letters[id] = Refusal.Check(reason.RootElement);
        }

        return letters;
    }

    // What was written must be an order, or a rejected one, to whoever reads it.
    private void CheckRows(string? sender)
    {
        foreach (var row in _dynamoDb.Written.Values)
        {
            Escape.When(sender is not null && row[OrdersTable.Owner].S != sender, "an outside sender wrote another owner's row", row[OrdersTable.OrderId].S);
            if (RejectionRow.Is<AttributeValue, SdkAttributeValues>(row))
            {
                Escape.When(RejectionRow.Read<AttributeValue, SdkAttributeValues>(row) is null, "a row that is no rejected order", row[OrdersTable.OrderId].S);
                continue;
            }

            try
            {
                OrderRowReader.Read<AttributeValue, SdkAttributeValues>(row);
            }
            catch (UnreadableRowException exception)
            {
                throw new Escape("a row that is no order", exception.Row.Attribute);
            }
        }
    }
}

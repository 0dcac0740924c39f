using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.Serialization.SystemTextJson;
using Orders.Events;
using Orders.Model;
using Orders.Notifier;
using Orders.Tests.Faults.Fuzzing.Inputs;
using Orders.Tests.Faults.Fuzzing.Services;
using Orders.Tests.Faults.World;
using Orders.Validation;

namespace Orders.Tests.Faults.Fuzzing.Targets;

/// <summary>The stream: each record becomes events, says nothing, or is set aside. None stops its batch: nothing fails here but the record itself.</summary>
/// <param name="mutatesEnvelope">See <see cref="FunctionTarget"/>.</param>
internal class NotifierTarget(bool mutatesEnvelope) : FunctionTarget(mutatesEnvelope)
{
    // What is larger may be a message that its queue does not take.
    private const int LargeEvent = 240_000;
    private const string ConsumerUrl = "http://127.0.0.1:1/000000000000/consumer.fifo";
    private const string QuarantineUrl = "http://127.0.0.1:1/000000000000/order-events-dlq";

    private readonly SourceGeneratorLambdaJsonSerializer<StreamJsonContext> _serializer = new();
    private Orders.Notifier.Function? _function;

    public override IReadOnlyList<byte[]> Seeds => MutatesEnvelope ? [.. Inputs.Seeds.StreamEvents, .. Inputs.Seeds.OtherEvents] : Inputs.Seeds.StreamEvents;

    public override byte[] Mutate(byte[] parent, Dice dice)
    {
        var mutator = new Mutator(dice, Inputs.Seeds.StreamEvents);
        return MutatesEnvelope ? mutator.Mutate(parent) : MutateFields(JsonNode.Parse(parent)!, mutator, dice);
    }

    protected override void Begin() => _function ??= Composition.Compose(
        new NotifierSettings([new Consumer("consumer", ConsumerUrl, EventTypes.All, PersonalFields.All)], QuarantineUrl, "/orders", QuarantineAfter: TimeSpan.FromSeconds(60)),
        Sqs, Log.Sink, TimeProvider.System, Dice.NextDouble);

    protected override string Judge(byte[] input)
    {
        DynamoDBEvent? batch = null;
        var response = Timed(() => Answer(input, out batch));
        if (batch is null)
        {
            return "event refused";
        }

        using var answer = JsonDocument.Parse(response);
        if (answer.RootElement.GetProperty("batchItemFailures").GetArrayLength() > 0)
        {
            // Without its images a record is what the service wrote around them, which is short.
            Escape.When(!MutatesEnvelope || input.Length < LargeEvent, "a record stops its shard", answer.RootElement.GetRawText());
            return "stops";
        }

        var events = Sqs.To(ConsumerUrl).ToList();
        foreach (var entry in events)
        {
            Escape.When(!InstantSqs.Takes(entry.MessageBody), "an event that SQS does not take", entry.MessageBody);
            using var parsed = JsonDocument.Parse(entry.MessageBody);
        }

        var aside = Sqs.To(QuarantineUrl).ToList();
        var codes = aside.ConvertAll(letter =>
        {
            Escape.When(!InstantSqs.Takes(letter.MessageBody), "a record set aside that SQS does not take", letter.MessageBody);
            using var reason = JsonDocument.Parse(letter.MessageAttributes["dead_letter"].StringValue);
            Refusal.Check(reason.RootElement);
            return (Field: reason.RootElement.GetProperty("field").GetString(), Sequence: reason.RootElement.TryGetProperty("sequence_number", out var place) ? place.GetString() : null);
        });
        var sequences = codes.Select(static letter => letter.Sequence).ToHashSet();
        Escape.When(
            !MutatesEnvelope && batch.Records?.Any(record => ReusesItsVersion(record) && !sequences.Contains(record.Dynamodb.SequenceNumber)) == true,
            "a change whose event has a used id is not set aside",
            $"{events.Count} events, {aside.Count} aside");
        var records = batch.Records?.Count(static record => record is not null) ?? 0;
        var silent = batch.Records?.Count(static record => record?.EventName == "MODIFY") ?? 0;
        Escape.When(events.Count + aside.Count + silent < records || events.Count + aside.Count > records, "a record without an outcome", $"{events.Count} events, {aside.Count} aside of {records}");
        return aside.Count > 0 ? $"set aside: {codes[0].Field}" : events.Count > 0 ? "event" : records > 0 ? "says nothing" : "nothing to do";
    }

    /// <summary>The function from bytes to bytes; a planted bug stands here.</summary>
    protected virtual byte[] Answer(byte[] input, out DynamoDBEvent? batch)
    {
        batch = null;
        using var stream = new MemoryStream(input, 0, input.Length, writable: false, publiclyVisible: true);
        try
        {
            batch = _serializer.Deserialize<DynamoDBEvent>(stream);
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

    private static bool ReusesItsVersion(DynamoDBEvent.DynamodbStreamRecord record) =>
        record is { EventName: "MODIFY", Dynamodb: { OldImage: { } before, NewImage: { } after } }
        && before.GetValueOrDefault("status")?.S != after.GetValueOrDefault("status")?.S
        && int.TryParse(before.GetValueOrDefault("version")?.N, out var old) && int.TryParse(after.GetValueOrDefault("version")?.N, out var now) && now <= old;

    // A table's attribute may be missing, or be of any type and any value: an image holds what somebody wrote.
    private static byte[] MutateFields(JsonNode batch, Mutator mutator, Dice dice)
    {
        var record = dice.Of([.. batch["Records"]!.AsArray()])!;
        var change = record["dynamodb"]!.AsObject();
        for (var left = 1 + dice.Below(3); left > 0; left--)
        {
            switch (dice.Below(10))
            {
                case 0:
                    record["eventName"] = dice.Of(["INSERT", "MODIFY", "REMOVE", "UPDATE", "insert", ""]);
                    break;
                case 1:
                    change.Remove(dice.Of(["NewImage", "OldImage", "SizeBytes", "StreamViewType"]));
                    break;
                case 2:
                    record["userIdentity"] = new JsonObject { ["type"] = dice.Of(["Service", "Root", ""]), ["principalId"] = "dynamodb.amazonaws.com" };
                    break;
                case 3:
                    // Somebody changes the status by hand, and the version not at all or backwards.
                    if (change["NewImage"] is JsonObject changed)
                    {
                        changed["status"] = new JsonObject { ["S"] = dice.Of([.. OrderStatusNames.Each]) };
                        changed["version"] = new JsonObject { ["N"] = dice.Of(["1", "2", "3"]) };
                    }

                    break;
                default:
                    if (change[dice.Of(["NewImage", "OldImage"])] is JsonObject image)
                    {
                        Images.Mutate(image, mutator, dice);
                    }

                    break;
            }
        }

        return Encoding.UTF8.GetBytes(batch.ToJsonString());
    }
}

using System.Text;
using System.Text.Json;
using Orders.Ingest;
using Orders.Messages;
using Orders.Tests.Faults.Fuzzing.Inputs;
using Orders.Tests.Faults.Fuzzing.Services;
using Orders.Tests.Faults.World;
using Orders.Validation;

namespace Orders.Tests.Faults.Fuzzing.Targets;

/// <summary>The HTTP entrance: whatever the event is, its sender gets an answer, and what is accepted is accepted by the Processor, too.</summary>
internal class IngestTarget() : FunctionTarget(mutatesEnvelope: false)
{
    // AWS Lambda Developer Guide, "Lambda quotas": a larger response is an error of ours.
    private const int LargestResponse = 6 * 1024 * 1024;

    private static readonly int[] WithoutDetails = [403, 404, 405];

    private readonly InstantDynamoDb _dynamoDb = new(TableSettings, OrdersOf("jwt:ada"));
    private Orders.Ingest.Function? _function;

    public override IReadOnlyList<byte[]> Seeds => Inputs.Seeds.HttpEvents;

    public override byte[] Mutate(byte[] parent, Dice dice)
    {
        var mutator = new Mutator(dice, Inputs.Seeds.Requests);
        if (dice.Hits(0.6))
        {
            return mutator.Mutate(parent);
        }

        // An API's own event around a body: as text, or as base64, which may hold any bytes.
        var body = mutator.Mutate(dice.Of(Inputs.Seeds.Requests));
        return Encoding.UTF8.GetBytes(dice.Hits(0.5)
            ? Clients.HttpEvents.Of("ada", "POST", "/orders", Encoding.UTF8.GetString(body))
            : Clients.HttpEvents.Of("ada", "POST", "/orders", Convert.ToBase64String(body))
                .Replace("\"isBase64Encoded\":false", "\"isBase64Encoded\":true", StringComparison.Ordinal));
    }

    protected override void Begin()
    {
        _function ??= Composition.Compose(
            new IngestSettings(TableSettings, OrdersQueueUrl), _dynamoDb, Sqs, Log.Sink, TimeProvider.System, Dice.NextDouble, Dice.Fill);
        _dynamoDb.Begin();
    }

    protected override string Judge(byte[] input)
    {
        var response = Timed(() => Answer(input));
        if (response.Length == 0)
        {
            Escape.When(Sqs.Sent.Count > 0, "a refused event had an effect", "");
            return "event refused";
        }

        Escape.When(response.Length > LargestResponse, "a response is larger than Lambda takes", $"{response.Length} bytes");
        using var envelope = Parse(response);
        var status = envelope.RootElement.GetProperty("statusCode").GetInt32();
        using var body = Parse(Encoding.UTF8.GetBytes(envelope.RootElement.GetProperty("body").GetString()!));
        CheckMessages();
        return status < 300 ? Accepted(status, body.RootElement) : Refused(status, body.RootElement);
    }

    /// <summary>The function from bytes to bytes; a planted bug stands here.</summary>
    protected virtual byte[] Answer(byte[] input)
    {
        using var stream = new MemoryStream(input, 0, input.Length, writable: false, publiclyVisible: true);
        try
        {
            using var output = (MemoryStream)Complete(_function!.HandleAsync(stream, Invocation.Instance));
            return output.ToArray();
        }
        catch (UnexpectedEventException)
        {
            // Its sender does not read an answer: the invocation fails.
            return [];
        }
    }

    protected override void Dispose(bool disposing)
    {
        _dynamoDb.Dispose();
        base.Dispose(disposing);
    }

    private static string Refused(int status, JsonElement body)
    {
        Escape.When(status >= 500 || status is not (400 or 403 or 404 or 405 or 409 or 413 or 415 or 422), $"an answer of {status}", body.GetRawText());
        if (!body.TryGetProperty("details", out var details))
        {
            Escape.When(!WithoutDetails.Contains(status), $"an answer of {status} that names no field", body.GetRawText());
            return $"refused {status}";
        }

        var codes = details.EnumerateArray().Select(Refusal.Check).ToList();
        return $"refused {status} {codes[0]}";
    }

    private static string Accepted(int status, JsonElement body)
    {
        if (body.TryGetProperty("results", out var results))
        {
            foreach (var result in results.EnumerateArray().Where(static result => !result.TryGetProperty("order_id", out _)))
            {
                _ = result.GetProperty("details").EnumerateArray().Select(Refusal.Check).ToList();
            }

            return "several orders";
        }

        return body.TryGetProperty("orders", out _) ? "orders listed"
            : !body.TryGetProperty("message", out var message) ? "order shown"
            : status == 202 ? "change queued"
            : message.GetString() == "Order placed" ? "order placed" : "change repeated";
    }

    // What was accepted must not be found bad behind the queue.
    private void CheckMessages()
    {
        foreach (var entry in Sqs.To(OrdersQueueUrl))
        {
            Escape.When(!InstantSqs.Takes(entry.MessageBody), "a message that SQS does not take", entry.MessageBody);
            var read = OrderMessageReader.Read(entry.MessageBody, DateTimeOffset.UnixEpoch, traceParent: null);
            Escape.When(!read.IsValid, "a message that the Processor refuses", read.IsValid ? "" : read.Errors[0].ToString());
        }
    }

    private static JsonDocument Parse(byte[] json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            throw new Escape("an answer that is no JSON", exception.Message);
        }
    }
}

using System.Text;
using System.Text.Json;
using Orders.Local.Proxies;
using Orders.Operations.Settings;

namespace Orders.Dev.Cost;

/// <summary>
/// Counts, from the calls that go by, what AWS would bill. Writes are counted from the stream, which has every change of a row with
/// the images that decide its units.
/// </summary>
internal sealed class UsageMeter(PipelineSettings settings)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _others = new(StringComparer.Ordinal);
    private readonly HashSet<string> _consumerQueues = settings.Consumers.Select(static consumer => consumer.Queue).ToHashSet(StringComparer.Ordinal);
    private Measurement _counted = new();

    /// <summary>What was counted by now.</summary>
    public Measurement Counted
    {
        get
        {
            lock (_lock)
            {
                return _counted with { Others = new Dictionary<string, int>(_others) };
            }
        }
    }

    /// <summary>Counts a call; one without an answer was ended by its caller, and is not billed to anyone.</summary>
    public void Add(ObservedCall call)
    {
        if (call.Answer is not { } answer)
        {
            return;
        }

        try
        {
            using var request = JsonDocument.Parse(call.RequestBody);
            using var response = JsonDocument.Parse(answer.Body.IsEmpty ? "{}"u8.ToArray() : answer.Body);
            lock (_lock)
            {
                _counted = answer.Status == 200
                    ? Count(call, request.RootElement, response.RootElement)
                    : CountRefusal(call, response.RootElement);
            }
        }
        catch (JsonException)
        {
            // An answer of no service: it is not billed, but it is not hidden either.
            lock (_lock)
            {
                CountOther(call);
            }
        }
    }

    private Measurement Count(ObservedCall call, JsonElement request, JsonElement response) => (call.Operation, call.Resource) switch
    {
        ("SendMessageBatch" or "SendMessage", var queue) when queue == settings.OrdersQueue.Name => _counted with
        {
            OrderSendRequests = _counted.OrderSendRequests + BillingUnits.SqsRequests(Payload(request, "Entries", "MessageBody")),
            MessagesSent = _counted.MessagesSent + Entries(response, "Successful", single: 1),
        },
        ("SendMessageBatch", var queue) when _consumerQueues.Contains(queue) => _counted with
        {
            EventSendRequests = _counted.EventSendRequests + BillingUnits.SqsRequests(Payload(request, "Entries", "MessageBody")),
            EventsSent = _counted.EventsSent + Entries(response, "Successful", single: 1),
        },
        ("ReceiveMessage", var queue) when queue == settings.OrdersQueue.Name => CountReceive(response),
        ("DeleteMessageBatch", var queue) when queue == settings.OrdersQueue.Name => _counted with
        {
            Deletes = _counted.Deletes + 1,
            MessagesDeleted = _counted.MessagesDeleted + Entries(response, "Successful", single: 0),
        },
        ("GetRecords", _) => CountWrites(response),
        ("BatchExecuteStatement", _) => _counted with
        {
            FailedConditionUnits = _counted.FailedConditionUnits
                + response.GetProperty("Responses").EnumerateArray().Count(static one => one.TryGetProperty("Error", out var error) && error.GetProperty("Code").GetString() is "DuplicateItem" or "ConditionalCheckFailed"),
        },
        ("GetItem" or "BatchGetItem", _) => _counted with { ReadUnits = _counted.ReadUnits + ReadUnits.Of(request, response) },
        // Counted from the stream, or free of charge.
        ("UpdateItem" or "DescribeStream" or "GetShardIterator", _) => _counted,
        _ => CountOther(call),
    };

    private Measurement CountReceive(JsonElement response)
    {
        var messages = Entries(response, "Messages", single: 0);
        return messages == 0
            ? _counted with { EmptyReceives = _counted.EmptyReceives + 1 }
            : _counted with
            {
                Receives = _counted.Receives + BillingUnits.SqsRequests(Payload(response, "Messages", "Body")),
                MessagesReceived = _counted.MessagesReceived + messages,
            };
    }

    private Measurement CountWrites(JsonElement response)
    {
        var counted = _counted;
        foreach (var record in response.GetProperty("Records").EnumerateArray())
        {
            // A page may be read again.
            if (_written.Add(record.GetProperty("dynamodb").GetProperty("SequenceNumber").GetString()!))
            {
                var units = WriteUnits.Of(record);
                counted = counted with { RowUnits = counted.RowUnits + units.Row, IndexUnits = counted.IndexUnits + units.Index };
            }
        }

        return counted;
    }

    private Measurement CountRefusal(ObservedCall call, JsonElement response)
    {
        if (call.Operation != "UpdateItem" || !response.TryGetProperty("__type", out var type) || type.GetString()?.EndsWith("ConditionalCheckFailedException", StringComparison.Ordinal) != true)
        {
            return CountOther(call);
        }

        var bytes = response.TryGetProperty("Item", out var item) ? ItemSize.Bytes(item) : 0;
        return _counted with { FailedConditionUnits = _counted.FailedConditionUnits + BillingUnits.WriteUnits(bytes) };
    }

    private Measurement CountOther(ObservedCall call)
    {
        var name = $"{call.Calls[0].Service}:{call.Operation} {call.Resource} ({call.Answer!.Status})";
        _others[name] = _others.GetValueOrDefault(name) + 1;
        return _counted;
    }

    private static int Entries(JsonElement json, string name, int single) =>
        json.TryGetProperty(name, out var entries) && entries.ValueKind == JsonValueKind.Array ? entries.GetArrayLength() : single;

    /// <summary>Bodies and attributes, names, types and values: what SQS counts as payload.</summary>
    private static decimal Payload(JsonElement json, string entries, string body) =>
        json.TryGetProperty(entries, out var list) ? list.EnumerateArray().Sum(entry => MessageBytes(entry, body)) : MessageBytes(json, body);

    private static decimal MessageBytes(JsonElement message, string body)
    {
        decimal bytes = Encoding.UTF8.GetByteCount(message.GetProperty(body).GetString()!);
        if (message.TryGetProperty("MessageAttributes", out var attributes) && attributes.ValueKind == JsonValueKind.Object)
        {
            bytes += attributes.EnumerateObject().Sum(static attribute => Encoding.UTF8.GetByteCount(attribute.Name)
                + attribute.Value.EnumerateObject().Where(static member => member.Value.ValueKind == JsonValueKind.String).Sum(static member => Encoding.UTF8.GetByteCount(member.Value.GetString()!)));
        }

        return bytes;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.SQS;

namespace Orders.Tests.Terraform.OneTruth;

/// <summary>The attributes of a queue that decide how messages go; encryption and policies are a deployment's.</summary>
static class QueueAttributes
{
    static readonly IReadOnlyDictionary<string, string> Arguments = new Dictionary<string, string>
    {
        ["visibility_timeout_seconds"] = QueueAttributeName.VisibilityTimeout,
        ["message_retention_seconds"] = QueueAttributeName.MessageRetentionPeriod,
        ["max_message_size"] = QueueAttributeName.MaximumMessageSize,
        ["receive_wait_time_seconds"] = QueueAttributeName.ReceiveMessageWaitTimeSeconds,
        ["delay_seconds"] = QueueAttributeName.DelaySeconds,
        ["redrive_policy"] = QueueAttributeName.RedrivePolicy,
        ["fifo_queue"] = QueueAttributeName.FifoQueue,
        ["content_based_deduplication"] = QueueAttributeName.ContentBasedDeduplication,
        ["deduplication_scope"] = QueueAttributeName.DeduplicationScope,
        ["fifo_throughput_limit"] = QueueAttributeName.FifoThroughputLimit,
    };

    /// <summary>Those that Terraform gives a queue.</summary>
    public static IReadOnlyDictionary<string, string> Of(JsonElement queue)
    {
        var isFifo = queue.GetProperty("fifo_queue").ValueKind == JsonValueKind.True;
        var given = Arguments
            // A standard queue has none of these, for which the mock makes something up.
            .Where(argument => isFifo || argument.Key is not ("deduplication_scope" or "fifo_throughput_limit"))
            .Select(argument => (Name: argument.Value, Text: Text(queue.GetProperty(argument.Key))))
            // The mock makes up a redrive policy, too, but no JSON.
            .Where(static attribute => attribute.Text is not null && (attribute.Name != QueueAttributeName.RedrivePolicy || attribute.Text.StartsWith('{')))
            .ToDictionary(static attribute => attribute.Name, static attribute => Comparable(attribute.Text!));
        if (isFifo)
        {
            // What is not given is false.
            given.TryAdd(QueueAttributeName.ContentBasedDeduplication, "false");
        }

        return given;
    }

    /// <summary>The same form for those of the local run.</summary>
    public static IReadOnlyDictionary<string, string> Comparable(IReadOnlyDictionary<string, string> attributes) =>
        attributes.ToDictionary(static attribute => attribute.Key, static attribute => Comparable(attribute.Value));

    static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String when value.GetString() is "" => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    // JSON is compared as JSON: its members in order of their names.
    static string Comparable(string value) => value.StartsWith('{')
        ? new JsonObject(JsonNode.Parse(value)!.AsObject().OrderBy(static member => member.Key, StringComparer.Ordinal).Select(static member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))).ToJsonString()
        : value;
}

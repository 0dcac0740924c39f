using Orders.Messages;
using Orders.Settings;

namespace Orders.Processor;

/// <summary>A queue that the Processor reads, and its dead-letter queue.</summary>
/// <param name="Url">The queue's URL.</param>
/// <param name="DeadLetterUrl">The URL of its dead-letter queue.</param>
/// <param name="Sender">The outside sender who sends to it: it owns the orders. Null for the <c>orders</c> queue, whose senders name the owner.</param>
public sealed record SourceQueue(string Url, string DeadLetterUrl, string? Sender = null)
{
    private const string Rule =
        "must be a JSON array of senders, each {\"name\", \"queue_url\", \"dlq_url\"}, names and queues each once and not the orders queue, no name \"" + OrderMessageReader.DefaultOwner + "\"";

    /// <summary>The queue's name.</summary>
    public string Name => Url[(Url.LastIndexOf('/') + 1)..];

    /// <summary>Reads the queues of outside senders from the function's environment; empty if the variable is not set.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="variable">The variable.</param>
    /// <param name="orders">The <c>orders</c> queue.</param>
    public static IReadOnlyList<SourceQueue> ReadSenders(EnvironmentReader environment, string variable, SourceQueue orders) =>
        environment.Optional(variable, Rule, json => Parse(json, orders)) ?? [];

    private static List<SourceQueue>? Parse(string json, SourceQueue orders) => EnvironmentReader.List(json, static sender => new SourceQueue(
        sender.GetProperty("queue_url").GetString() ?? "", sender.GetProperty("dlq_url").GetString() ?? "", sender.GetProperty("name").GetString() ?? "")) is { } queues
        && queues.TrueForAll(static queue =>
            queue.Sender is not ("" or OrderMessageReader.DefaultOwner) && EnvironmentReader.IsQueueUrl(queue.Url) && EnvironmentReader.IsQueueUrl(queue.DeadLetterUrl))
        && queues.DistinctBy(static queue => queue.Sender).Count() == queues.Count
        && queues.Append(orders).DistinctBy(static queue => queue.Name).Count() == queues.Count + 1
            ? queues
            : null;
}

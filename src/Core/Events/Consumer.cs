using System.Text.Json;
using Orders.Settings;

namespace Orders.Events;

/// <summary>A consumer of events, and its event types.</summary>
/// <param name="Name">The consumer's name, for logs.</param>
/// <param name="QueueUrl">The URL of the consumer's FIFO queue.</param>
/// <param name="Types">The types of events that it gets.</param>
/// <param name="PersonalFields">The personal fields that its events include.</param>
public sealed record Consumer(string Name, string QueueUrl, IReadOnlySet<string> Types, IReadOnlySet<string> PersonalFields)
{
    /// <summary>The queue's name.</summary>
    public string QueueName => QueueUrl[(QueueUrl.LastIndexOf('/') + 1)..];

    private const string Rule =
        "must be a JSON array of at least one consumer, each {\"name\", \"queue_url\" of a .fifo queue, \"types\", \"personal_fields\"}, names and queues each once";

    /// <summary>Reads the consumers from a function's environment.</summary>
    public static IReadOnlyList<Consumer> Read(EnvironmentReader environment, string variable) =>
        environment.Read(variable, Rule, Parse) ?? [];

    private static List<Consumer>? Parse(string json) => EnvironmentReader.List(json, Parse) is { Count: > 0 } consumers
        && consumers.TrueForAll(static consumer =>
            consumer.Name.Length > 0 && consumer.Types.Count > 0 && consumer.Types.IsSubsetOf(EventTypes.All)
            && consumer.PersonalFields.IsSubsetOf(Model.PersonalFields.All)
            && EnvironmentReader.IsQueueUrl(consumer.QueueUrl) && consumer.QueueUrl.EndsWith(".fifo", StringComparison.Ordinal))
        && consumers.DistinctBy(static consumer => consumer.Name).Count() == consumers.Count
        && consumers.DistinctBy(static consumer => consumer.QueueUrl).Count() == consumers.Count
            ? consumers
            : null;

    private static Consumer Parse(JsonElement element) => new(
        element.GetProperty("name").GetString() ?? "",
        element.GetProperty("queue_url").GetString() ?? "",
        Texts(element.GetProperty("types")),
        Texts(element.GetProperty("personal_fields")));

    private static HashSet<string> Texts(JsonElement list) => list.EnumerateArray().Select(static text => text.GetString() ?? "").ToHashSet(StringComparer.Ordinal);
}

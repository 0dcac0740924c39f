using System.Text.Json.Serialization;
using Orders.Operations.Connections;
using Orders.Operations.Json;

namespace Orders.Operations.DeadLetters.Discarding;

/// <summary>The result of <c>dlq discard</c>.</summary>
/// <param name="Queue">The queue's name.</param>
/// <param name="Matching">The number of messages that match the filter.</param>
/// <param name="Left">The cause for each message that was not discarded, by its id.</param>
internal sealed record DiscardReport(string Queue, int Matching, [property: JsonIgnore] IReadOnlyDictionary<string, string> Left) : PlacedReport
{
    /// <summary>Whether the number of messages was not confirmed, so that nothing was discarded.</summary>
    [JsonPropertyName("dry_run")]
    public bool IsDryRun { get; init; }

    /// <summary>Whether it was interrupted before all matching messages were discarded.</summary>
    [JsonPropertyName("interrupted")]
    public bool IsInterrupted { get; init; }

    /// <summary>The number of messages that another reader has received.</summary>
    public int HeldElsewhere { get; init; }

    /// <summary>The number of discarded messages.</summary>
    public int Discarded => IsDryRun ? 0 : Matching - Left.Count;

    /// <summary>The messages that were not discarded.</summary>
    public IEnumerable<LetterFault> NotDiscarded => Left.Select(static left => new LetterFault(left.Key, left.Value));

    /// <summary>Returns the report as text.</summary>
    public string ToText() =>
        $"{Discarded:N0} of {Queue} discarded{string.Concat(Left.Values.CountBy(static cause => cause).Select(static cause => $", {cause.Value:N0} not ({cause.Key})"))}";

    /// <summary>Returns the report as JSON.</summary>
    public string ToJson() => OperationsJson.Default.DiscardReport.ToText(this);
}

using System.Text.Json.Serialization;
using Orders.Operations.Json;

namespace Orders.Operations.DeadLetters.Discarding;

/// <summary>What <c>dlq discard</c> prints at its end.</summary>
/// <param name="Queue">The queue's name.</param>
/// <param name="Matching">How many messages match the filter.</param>
/// <param name="Left">The cause for each message that was not discarded, by its id.</param>
internal sealed record DiscardReport(string Queue, [property: JsonIgnore] int Matching, [property: JsonIgnore] IReadOnlyDictionary<string, string> Left)
{
    /// <summary>How many were discarded.</summary>
    public int Discarded => Matching - Left.Count;

    /// <summary>Those that were not.</summary>
    public IEnumerable<LetterFault> NotDiscarded => Left.Select(static left => new LetterFault(left.Key, left.Value));

    /// <summary>The report for a person.</summary>
    public string ToText() =>
        $"{Discarded:N0} of {Queue} discarded{string.Concat(Left.Values.CountBy(static cause => cause).Select(static cause => $", {cause.Value:N0} not ({cause.Key})"))}";

    /// <summary>The report for a program.</summary>
    public string ToJson() => OperationsJson.Default.DiscardReport.ToText(this);
}

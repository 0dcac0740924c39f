using Orders.Json;

namespace Orders.Operations.DeadLetters.Discarding;

/// <summary>What <c>dlq discard</c> prints at its end.</summary>
/// <param name="Queue">The queue's name.</param>
/// <param name="Matching">How many messages match the filter.</param>
/// <param name="Left">The cause for each message that was not discarded, by its id.</param>
internal sealed record DiscardReport(string Queue, int Matching, IReadOnlyDictionary<string, string> Left)
{
    /// <summary>The report for a person.</summary>
    public string ToText() =>
        $"{Matching - Left.Count:N0} of {Queue} discarded{string.Concat(Left.Values.CountBy(static cause => cause).Select(static cause => $", {cause.Value:N0} not ({cause.Key})"))}";

    /// <summary>The report for a program.</summary>
    public string ToJson() => JsonWriting.ToText(this, static (writer, report) =>
    {
        writer.WriteStartObject();
        writer.WriteString("queue", report.Queue);
        writer.WriteNumber("discarded", report.Matching - report.Left.Count);
        writer.WriteStartArray("not_discarded");
        foreach (var (id, cause) in report.Left)
        {
            writer.WriteStartObject();
            writer.WriteString("message_id", id);
            writer.WriteString("cause", cause);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}

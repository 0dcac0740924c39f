using System.Text.Json;
using Orders.Json;
using Orders.Operations.Terminal;

namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>What a redrive prints at its end.</summary>
/// <param name="Report">How it ended.</param>
/// <param name="Took">How long it sent, without what it waited for at its end.</param>
internal sealed record ReportView(RedriveReport Report, TimeSpan Took)
{
    private const int MaxLines = 20;

    /// <summary>The report for a program.</summary>
    public string ToJson() => JsonWriting.ToText(this, static (writer, view) => view.Write(writer));

    /// <summary>The report for a person.</summary>
    public void WriteTo(TextWriter output)
    {

        var sent = Report.Count(RedriveOutcome.Sent) + Report.Count(RedriveOutcome.InBothPlaces);
        output.WriteLine($"{sent:N0} sent back from {Report.Plan.Role.Name} to {Report.Plan.Target} in {Took.TotalSeconds:N1} s");
        foreach (var group in Report.Results
            .Where(static result => result.Outcome is not (RedriveOutcome.Sent or RedriveOutcome.Left))
            .GroupBy(static result => (result.Outcome, result.Cause)))
        {
            output.WriteLine($"  {group.Count(),7:N0}  {Describe(group.Key.Outcome)}: {SafeText.Value(group.Key.Cause ?? "")} (for example {group.First().Entry.Letter.Id})");
        }

        if (Report.StoppedBecause is { } why)
        {
            output.WriteLine($"Stopped: {SafeText.Value(why)}");
        }

        if (Report.IsInterrupted)
        {
            output.WriteLine("Interrupted.");
        }

        if (Report.Count(RedriveOutcome.Left) is var left and > 0)
        {
            output.WriteLine($"{Counted.Of(left, "is left where it was", "are left where they were")}.");
        }

        foreach (var group in Report.Followed.GroupBy(static followed => followed.Ending).OrderByDescending(static group => group.Key))
        {
            output.WriteLine($"{group.Count():N0} {Describe(group.Key)}");
            foreach (var followed in group.Take(MaxLines))
            {
                output.WriteLine($"  {Describe(followed)}");
            }

            if (group.Count() > MaxLines)
            {
                output.WriteLine($"  and {group.Count() - MaxLines:N0} more; --json has all");
            }
        }
    }

    private static string Describe(RedriveOutcome outcome) => outcome switch
    {
        RedriveOutcome.InBothPlaces => "sent, and not deleted: in both places, which its key makes harmless for an order",
        RedriveOutcome.NotSent => "not sent",
        RedriveOutcome.Refused => "refused",
        _ => "left",
    };

    private static string Describe(Ending ending) => ending switch
    {
        Ending.Placed => "placed: the order stands in the table",
        Ending.Changed => "changed: the order has moved to that status",
        Ending.Duplicate => "duplicate: what it asks for was so already",
        Ending.DeadAgain => "dead again",
        _ => "unresolved: nothing was seen of it in time",
    };

    private static string Describe(FollowedLetter followed)
    {
        var id = followed.Sent.Entry.Letter.Id;
        return followed switch
        {
            { Reason: { Rule.Length: > 0 } reason } => $"{id}  {SafeText.Value(reason.Code)}: {SafeText.Value(reason.Rule)}",
            { Reason: { } reason } => $"{id}  {SafeText.Value(reason.Code)}",
            { Sent.Entry.Content.Subject: { } order } => $"{id}  order {order}",
            _ => id,
        };
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("queue", Report.Plan.Role.Name);
        writer.WriteString("target", Report.Plan.Target);
        writer.WriteBoolean("dry_run", false);
        writer.WriteNumber("seconds", Math.Round(Took.TotalSeconds, 3));
        foreach (var outcome in Enum.GetValues<RedriveOutcome>())
        {
            writer.WriteNumber(Word(outcome), Report.Count(outcome));
        }

        writer.WriteBoolean("interrupted", Report.IsInterrupted);
        writer.WriteOptional("stopped_because", Report.StoppedBecause);
        var followed = Report.Followed.ToDictionary(static letter => letter.Sent.Entry.Letter.Id, StringComparer.Ordinal);
        writer.WriteStartArray("messages");
        foreach (var result in Report.Results)
        {
            writer.WriteStartObject();
            writer.WriteString("message_id", result.Entry.Letter.Id);
            writer.WriteString("result", Word(result.Outcome));
            writer.WriteOptional("new_message_id", result.NewMessageId);
            writer.WriteOptional("cause", result.Cause);
            writer.WriteOptional("order_id", result.Entry.Content?.Subject?.ToString());
            if (followed.TryGetValue(result.Entry.Letter.Id, out var letter))
            {
                writer.WriteString("ending", Word(letter.Ending));
                writer.WriteOptional("code", letter.Reason?.Code);
                writer.WriteOptional("message", letter.Reason is { } reason ? SafeText.Mask(reason.Rule) : null);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string Word(RedriveOutcome outcome) => outcome switch
    {
        RedriveOutcome.Sent => "sent",
        RedriveOutcome.InBothPlaces => "in_both_places",
        RedriveOutcome.Refused => "refused",
        RedriveOutcome.NotSent => "not_sent",
        _ => "left",
    };

    private static string Word(Ending ending) => ending switch
    {
        Ending.Placed => "placed",
        Ending.Changed => "changed",
        Ending.Duplicate => "duplicate",
        Ending.DeadAgain => "dead_again",
        _ => "unresolved",
    };
}

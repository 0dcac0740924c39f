using Orders.Operations.Json;
using Orders.Operations.Terminal;

namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>The output of a finished redrive.</summary>
/// <param name="Report">The report.</param>
/// <param name="Took">The time spent sending, without the final wait.</param>
internal sealed record ReportView(RedriveReport Report, TimeSpan Took)
{
    private const int MaxLines = 20;

    /// <summary>Returns the report as JSON.</summary>
    public string ToJson() => OperationsJson.Default.ReportViewJson.ToText(new ReportViewJson(
        Report.Plan.Role.Name,
        Report.Plan.Target,
        Report.Plan.Role.Place?.Account,
        Report.Plan.Role.Place?.Region,
        DryRun: false,
        Math.Round(Took.TotalSeconds, 3),
        Report.Count(RedriveOutcome.Left),
        !Report.MayHaveMore,
        Report.Count(RedriveOutcome.Refused),
        Report.Count(RedriveOutcome.NotSent),
        Report.Count(RedriveOutcome.MayBeSent),
        Report.Count(RedriveOutcome.Sent),
        Report.Count(RedriveOutcome.InBothPlaces),
        Report.IsInterrupted,
        Report.StoppedBecause,
        Messages()));

    /// <summary>Writes the report as text.</summary>
    public void WriteTo(TextWriter output)
    {
        var sent = Report.Count(RedriveOutcome.Sent) + Report.Count(RedriveOutcome.InBothPlaces);
        output.WriteLine($"{sent:N0} redriven from {Report.Plan.Role.Title} to {Report.Plan.Target} in {Took.TotalSeconds:N1} s");
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

        var left = Report.Count(RedriveOutcome.Left);
        if (left > 0)
        {
            output.WriteLine($"{(Report.MayHaveMore ? "At least " : "")}{Counted.Of(left, "message is still on the queue", "messages are still on the queue")}.");
        }
        else if (Report.MayHaveMore)
        {
            output.WriteLine("There may be more matching messages on the queue: it was not read to its end.");
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
        RedriveOutcome.InBothPlaces => "sent, but not deleted: on both queues. For an order its key makes that harmless",
        RedriveOutcome.NotSent => "not sent",
        RedriveOutcome.MayBeSent => "may have been sent, because SQS did not answer, and still on the queue. For an order its key makes a second copy harmless",
        RedriveOutcome.Refused => "refused",
        _ => "left",
    };

    private static string Describe(Ending ending) => ending switch
    {
        Ending.Placed => "placed: the order is in the table",
        Ending.Changed => "changed: the order has that status",
        Ending.Duplicate => "duplicate: the order was already so",
        Ending.DeadAgain => "dead-lettered again",
        _ => "unresolved: no outcome was seen",
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

    private IEnumerable<RedrivenLetterJson> Messages()
    {
        var followed = Report.Followed.ToDictionary(static letter => letter.Sent.Entry.Letter.Id, StringComparer.Ordinal);
        foreach (var result in Report.Results)
        {
            var seen = followed.GetValueOrDefault(result.Entry.Letter.Id);
            yield return new RedrivenLetterJson(
                result.Entry.Letter.Id,
                result.Outcome,
                result.NewMessageId,
                result.Cause,
                result.Entry.Content?.Subject?.ToString(),
                seen?.Ending,
                seen?.Reason?.Code,
                seen?.Reason is { } reason ? SafeText.Mask(reason.Rule) : null);
        }
    }
}

/// <summary>The report's JSON.</summary>
internal sealed record ReportViewJson(
    string Queue, string Target, string? Account, string? Region, bool DryRun, double Seconds, int Left, bool Complete, int Refused, int NotSent, int MayBeSent, int Sent, int InBothPlaces, bool Interrupted,
    string? StoppedBecause, IEnumerable<RedrivenLetterJson> Messages);

/// <summary>The result for one message.</summary>
internal sealed record RedrivenLetterJson(
    string MessageId, RedriveOutcome Result, string? NewMessageId, string? Cause, string? OrderId, Ending? Ending, string? Code, string? Message);

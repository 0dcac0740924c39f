using Orders.Model;
using Orders.Operations.Terminal;

namespace Orders.Operations.Orders;

/// <summary>Prints a journey as text: a line for each step, and below a change its event.</summary>
internal static class JourneyTimeline
{
    /// <summary>Prints a journey.</summary>
    public static void Write(TextWriter output, Journey journey, bool showPersonalData)
    {
        string Text(string text) => SafeText.Value(text, showPersonalData).ReplaceLineEndings(" ");

        void WriteEvent(JourneyEvent? told)
        {
            if (told is not null)
            {
                output.WriteLine($"{"",24}  event {told.Id} {told.Type}, for {string.Join(", ", told.Consumers.DefaultIfEmpty("no consumer"))}");
            }
        }

        foreach (var step in journey.Steps)
        {
            output.Write($"{Timestamp.Format(step.At)}  ");
            switch (step)
            {
                case StatusStep change:
                    var what = change.Previous is { } previous ? $"{previous.ToWire()} → {change.Status.ToWire()}" : "placed";
                    output.WriteLine($"{what}, version {change.Version}{(change.Reason is { } why ? $": {Text(why)}" : "")}");
                    WriteEvent(change.Event);
                    break;
                case RejectedStep { Rejected.Reason: var reason, Event: var told }:
                    output.WriteLine($"rejected, {Text(reason.Code)}: {Text($"{reason}")}");
                    WriteEvent(told);
                    break;
                case DeadLetterStep { Letter: var letter }:
                    output.WriteLine($"dead letter {letter.Id}, {Text(letter.Reason.Code)}: {Text(letter.Reason.Rule)}");
                    break;
            }
        }

        foreach (var remark in Remarks(journey))
        {
            output.WriteLine(remark);
        }
    }

    private static IEnumerable<string> Remarks(Journey journey)
    {
        foreach (var problem in journey.Problems)
        {
            yield return problem;
        }

        if (journey.UnreadableAttribute is { } attribute)
        {
            yield return $"Its row cannot be read: the attribute {attribute} is missing or invalid.";
        }
        else if (journey.Order is null && !journey.Problems.Any(static problem => problem.StartsWith(Journey.Row, StringComparison.Ordinal)))
        {
            yield return "It has no row.";
        }
        else if (journey.Order?.HasWholeHistory() == false)
        {
            yield return "Its history is incomplete: the row was written outside the pipeline.";
        }

        if (journey.SawAllDeadLetters is false)
        {
            yield return "Incomplete: not every dead letter could be read. Another reader hides some, the queue's in-flight limit was reached, or SQS did not answer in time.";
        }
    }
}

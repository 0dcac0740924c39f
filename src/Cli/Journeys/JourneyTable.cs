using Orders.Cli.DeadLetters;
using Orders.Model;
using Spectre.Console;

namespace Orders.Cli.Journeys;

/// <summary>A journey at a terminal.</summary>
internal static class JourneyTable
{
    /// <summary>Prints a journey as a table, a step a row.</summary>
    public static void Write(IAnsiConsole console, Journey journey, bool showPersonalData)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("at", "what", "version", "why", "event (derived)");
        foreach (var step in journey.Steps)
        {
            IEnumerable<string> cells = step switch
            {
                StatusStep change =>
                [
                    change.Previous is { } previous ? $"{previous.ToWire()} → {change.Status.ToWire()}" : "placed",
                    $"{change.Version}",
                    change.Reason ?? "",
                    change.Event is { } told ? $"{told.Type} to {string.Join(", ", told.Consumers.DefaultIfEmpty("nobody"))}" : "",
                ],
                DeadLetterStep { Letter: var letter } =>
                    [$"dead letter {letter.Id}", "", letter.Reason.Rule is { Length: > 0 } rule ? rule : letter.Reason.Code, ""],
                _ => [],
            };
            table.AddRow([.. cells.Prepend(Timestamp.Format(step.At)).Select(text => new Text(Shown.Clean(showPersonalData ? text : Shown.Mask(text))))]);
        }

        console.Write(table);
        if (journey.UnreadableAttribute is { } attribute)
        {
            console.WriteLine($"Its row cannot be read: the attribute {attribute} is missing or not as the table defines it.");
        }

        if (journey.Order is null && journey.UnreadableAttribute is null)
        {
            console.WriteLine("It has no row.");
        }

        if (journey.Order is { } order && !order.HasWholeHistory())
        {
            console.WriteLine("Its history does not tell of every version: somebody wrote to the row past the pipeline.");
        }

        if (journey.SawAllDeadLetters is false)
        {
            console.WriteLine("Not all dead letters were seen: SQS lets no more messages be looked at at once.");
        }
    }
}

using System.Text;
using Orders.Model;
using Orders.Operations.Failures;
using Orders.Operations.Json;
using Orders.Operations.Terminal;
using Spectre.Console;

namespace Orders.Operations.Audit;

/// <summary>What the audit log tells: each run with its results.</summary>
/// <param name="Path">The log.</param>
/// <param name="Runs">The runs, the first one first.</param>
/// <param name="UnreadableLines">The numbers of the lines that could not be read.</param>
internal sealed record AuditReport(string Path, IReadOnlyList<AuditRun> Runs, IReadOnlyList<int> UnreadableLines)
{
    private const int MaxNamed = 10;

    /// <summary>How many lines could not be read.</summary>
    public int Unreadable => UnreadableLines.Count;

    /// <summary>Replays a log.</summary>
    /// <param name="path">The log.</param>
    /// <param name="since">Lines before this are left out; null for none.</param>
    /// <exception cref="CommandException">There is no log, or it cannot be read.</exception>
    public static AuditReport Read(string path, DateTimeOffset? since)
    {
        var (last, unreadable) = (new OrderedDictionary<(DateTimeOffset, string, string, string, string), AuditLine>(), new List<int>());
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            // Damaged bytes at the start must not be taken for the mark of another encoding.
            using var reader = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
            foreach (var (number, text) in BoundedLines.Read(reader, BoundedLines.MaxMessageLine).Index())
            {
                if (text is null || AuditLine.Read(text) is not { } line)
                {
                    if (text is null or { Length: > 0 })
                    {
                        unreadable.Add(number + 1);
                    }
                }
                else if (since is null || line.At >= since)
                {
                    // What came of a message is what the last line about it says.
                    last[(line.Run, line.By, line.Action, line.Queue, line.MessageId)] = line;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The audit log cannot be read: {exception.Message}", exception);
        }

        return new AuditReport(path, [.. last.Values.GroupBy(static line => (line.Run, line.By, line.Action, line.Queue)).OrderBy(static run => run.Key.Run).Select(AuditRun.Of)], unreadable);
    }

    /// <summary>The report for a program.</summary>
    public string ToJson() => OperationsJson.Default.AuditReportJson.ToText(new AuditReportJson(Path, Unreadable, UnreadableLines.Take(MaxNamed), Runs));

    /// <summary>The report for a person.</summary>
    public void WriteTo(IAnsiConsole console)
    {
        if (Runs.Count > 0)
        {
            var table = new Table().Border(TableBorder.Rounded).AddColumns("when", "who", "what", "queue", "result", "were dead for");
            foreach (var run in Runs)
            {
                table.AddRow([.. new[]
                {
                    Timestamp.Format(run.At), Value(run.By), Value(run.Action), Value(run.Queue), Describe(run.Results), Describe(run.Codes),
                }.Select(static text => new Text(text))]);
            }

            console.Write(table);
        }

        console.WriteLine($"{Counted.Of(Runs.Count, "run")} in {Path}");
        if (Unreadable > 0)
        {
            var more = Unreadable > MaxNamed ? $" and {Unreadable - MaxNamed:N0} more" : "";
            console.WriteLine($"{Counted.Of(Unreadable, "line is damaged and was not counted: line", "lines are damaged and were not counted: lines")} {string.Join(", ", UnreadableLines.Take(MaxNamed))}{more}. A command that was killed may leave half a line.");
        }
    }

    // Addresses of strangers are masked by now; who did it is named.
    private static string Value(string text) => SafeText.Value(text, showPersonalData: true);

    private static string Describe(IReadOnlyDictionary<string, int> counts) => string.Join('\n', counts.Select(static count =>
        $"{count.Value:N0} {Value(count.Key)}{(count.Key == AuditResults.Begun ? ", outcome unknown" : "")}"));
}

/// <summary>The report for a program.</summary>
internal sealed record AuditReportJson(string File, int Unreadable, IEnumerable<int> UnreadableLines, IReadOnlyList<AuditRun> Runs);

using Orders.Model;
using Orders.Operations.Failures;
using Orders.Operations.Json;
using Orders.Operations.Terminal;
using Spectre.Console;

namespace Orders.Operations.Audit;

/// <summary>A report of the audit log: each run with its results.</summary>
/// <param name="Path">The log.</param>
/// <param name="Runs">The runs, oldest first.</param>
/// <param name="UnreadableLines">The numbers of the lines that could not be read.</param>
internal sealed record AuditReport(string Path, IReadOnlyList<AuditRun> Runs, IReadOnlyList<int> UnreadableLines)
{
    private const int TextWidth = 12;
    private const int MaxNamed = 10;

    /// <summary>The number of lines that could not be read.</summary>
    public int Unreadable => UnreadableLines.Count;

    /// <summary>Reads a log.</summary>
    /// <param name="store">The log.</param>
    /// <param name="since">Earlier lines are left out; null includes all.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="CommandException">The log does not exist, or cannot be read.</exception>
    public static async Task<AuditReport> ReadAsync(IAuditStore store, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var (last, unreadable, number) = (new OrderedDictionary<(AuditRunKey Run, string MessageId, string? Subject), AuditLine>(), new List<int>(), 0);
        foreach (var reader in await store.OpenAsync(since, cancellationToken))
        {
            using (reader)
            {
                foreach (var text in BoundedLines.Read(reader, BoundedLines.MaxMessageLine))
                {
                    number++;
                    if (text is null || AuditLine.Read(text) is not { } line)
                    {
                        if (text is null or { Length: > 0 })
                        {
                            unreadable.Add(number);
                        }
                    }
                    else if (since is null || line.At >= since)
                    {
                        // The last line about a message has its result.
                        last[(line.RunKey, line.MessageId, line.Subject)] = line;
                    }
                }
            }
        }

        return new AuditReport(store.Name, [.. last.Values.GroupBy(static line => line.RunKey).OrderBy(static run => run.Key.Run).Select(AuditRun.Of)], unreadable);
    }

    /// <summary>Returns the report as JSON.</summary>
    public string ToJson() => OperationsJson.Default.AuditReportJson.ToText(Answer);

    /// <summary>The report for programs.</summary>
    public AuditReportJson Answer => new(Path, Unreadable, UnreadableLines.Take(MaxNamed), Runs);

    /// <summary>Writes the report as text.</summary>
    public void WriteTo(IAnsiConsole console)
    {
        if (Runs.Count > 0)
        {
            var table = new FittedTable(
                new("when"), new("who") { MinWidth = TextWidth }, new("what"), new("queue") { MinWidth = TextWidth }, new("result") { MinWidth = TextWidth }, new("were dead for") { MinWidth = TextWidth });
            foreach (var run in Runs)
            {
                table.AddRow([.. new[]
                {
                    Timestamp.Format(run.At), Value(run.Actor), Value(run.Action), Value(run.Place), Describe(run.Results), Describe(run.Codes),
                }.Select(static text => new FittedCell(text))]);
            }

            console.Write(table);
        }

        console.WriteLine($"{Counted.Of(Runs.Count, "run")} in {Path}");
        if (Unreadable > 0)
        {
            var more = Unreadable > MaxNamed ? $" and {Unreadable - MaxNamed:N0} more" : "";
            console.WriteLine($"{Counted.Of(Unreadable, "damaged line was not counted: line", "damaged lines were not counted: lines")} {string.Join(", ", UnreadableLines.Take(MaxNamed))}{more}. A command that was killed may leave half a line.");
        }
    }

    // E-mail addresses were masked before, except the operator's name.
    private static string Value(string text) => SafeText.Value(text, showPersonalData: true);

    private static string Describe(IReadOnlyDictionary<string, int> counts) => string.Join('\n', counts.Select(static count =>
        $"{count.Value:N0} {Value(count.Key)}{(count.Key == AuditResults.Begun ? ", outcome unknown" : "")}"));
}

/// <summary>The report's JSON.</summary>
internal sealed record AuditReportJson(string File, int Unreadable, IEnumerable<int> UnreadableLines, IReadOnlyList<AuditRun> Runs);

using System.Text.Json;
using Orders.Json;
using Orders.Model;
using Spectre.Console;

namespace Orders.Cli.DeadLetters.Auditing;

/// <summary>What the audit log tells: each run with its results.</summary>
/// <param name="Path">The log.</param>
/// <param name="Runs">The runs, the first one first.</param>
/// <param name="Unreadable">How many lines could not be read.</param>
internal sealed record AuditReport(string Path, IReadOnlyList<AuditRun> Runs, int Unreadable)
{
    /// <summary>Replays a log.</summary>
    /// <param name="path">The log.</param>
    /// <param name="since">Lines before this are left out; null for none.</param>
    /// <exception cref="CommandException">There is no log, or it cannot be read.</exception>
    public static AuditReport Read(string path, DateTimeOffset? since)
    {
        var (last, unreadable) = (new OrderedDictionary<(DateTimeOffset, string, string, string, string), AuditLine>(), 0);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            while (reader.ReadLine() is { } text)
            {
                if (AuditLine.Read(text) is not { } line)
                {
                    unreadable += text.Length > 0 ? 1 : 0;
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
    public string ToJson() => JsonWriting.ToText(this, static (writer, report) => report.Write(writer));

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
                    Timestamp.Format(run.At), run.By, run.Action, run.Queue, Describe(run.Results), Describe(run.Codes),
                }.Select(static text => new Text(Shown.Clean(text)))]);
            }

            console.Write(table);
        }

        console.WriteLine($"{Runs.Count:N0} runs in {Path}");
        if (Unreadable > 0)
        {
            console.WriteLine($"{Unreadable:N0} lines could not be read: a program was killed while it wrote them.");
        }
    }

    private static string Describe(IReadOnlyDictionary<string, int> counts) => string.Join('\n', counts.Select(static count => $"{count.Value:N0} {count.Key}"));

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("file", Path);
        writer.WriteNumber("unreadable", Unreadable);
        writer.WriteStartArray("runs");
        foreach (var run in Runs)
        {
            run.Write(writer);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}

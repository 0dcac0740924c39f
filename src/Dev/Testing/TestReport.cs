using System.Text.Json;

namespace Orders.Dev.Testing;

/// <summary>The report of a suite's program (Common Test Report Format).</summary>
/// <param name="Count">The numbers of tests by result.</param>
/// <param name="Skips">The skipped tests, each with its reason.</param>
internal sealed record TestReport(TestCount Count, IReadOnlyList<SkippedTest> Skips)
{
    /// <summary>The report of a program that ran no test.</summary>
    public static TestReport Empty { get; } = new(default, []);

    /// <summary>Reads a report.</summary>
    /// <param name="json">The report's JSON.</param>
    /// <param name="isStrict">Whether a skip counts as a failure, unless it misses a tool that our scripts cannot install.</param>
    public static TestReport Read(ReadOnlyMemory<byte> json, bool isStrict)
    {
        using var document = JsonDocument.Parse(json);
        var results = document.RootElement.GetProperty("results");
        var summary = results.GetProperty("summary");
        var skips = results.GetProperty("tests").EnumerateArray().Where(static test => test.GetProperty("status").GetString() == "skipped").Select(SkippedTest.Read).ToList();
        var failures = isStrict ? skips.Count(static skip => !skip.IsForATool) : 0;
        return new TestReport(
            new TestCount(
                summary.GetProperty("passed").GetInt32(),
                summary.GetProperty("failed").GetInt32() + failures,
                summary.GetProperty("skipped").GetInt32() - failures),
            skips);
    }

    /// <summary>Describes skips, one line for each reason and test method.</summary>
    public static IEnumerable<string> Describe(IEnumerable<SkippedTest> skips) => skips
        .GroupBy(static skip => (skip.Reason, skip.Method))
        .Select(static group => $"skipped: {group.Key.Method}{(group.Count() > 1 ? $" ({group.Count()} cases)" : "")}: {group.Key.Reason}");
}

/// <summary>A skipped test.</summary>
/// <param name="Name">The test's name, with its arguments.</param>
/// <param name="Reason">The reason for the skip.</param>
internal sealed record SkippedTest(string Name, string Reason)
{
    /// <summary>The start of a reason that names a tool which the project's scripts cannot install.</summary>
    public const string ToolPhrase = "Not on this machine: ";

    /// <summary>Whether the skip misses such a tool, which is never a failure.</summary>
    public bool IsForATool => Reason.StartsWith(ToolPhrase, StringComparison.Ordinal);

    /// <summary>The test's name without arguments.</summary>
    public string Method => Name.Split('(')[0];

    /// <summary>Reads a test from the report.</summary>
    public static SkippedTest Read(JsonElement test) =>
        new(test.GetProperty("name").GetString()!, test.TryGetProperty("message", out var message) ? message.GetString() ?? "" : "");
}

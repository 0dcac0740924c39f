using System.Text.Json;

namespace Orders.Cli.Testing;

/// <summary>Runs a suite's program and reads what it counted from the report that it writes (Common Test Report Format).</summary>
internal sealed class TestRunner(Repository repository, Action<string> say)
{
    /// <summary>Runs one suite.</summary>
    /// <returns>What it counted. A program that breaks off counts as one failure, however many tests it had passed.</returns>
    public async Task<TestCount> RunAsync(TestSuite suite, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder("test");
        var report = Path.Combine(folder.Path, "report.json");
        // Where CI is set, a test that did not run is a failure.
        string[] strict = Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ? ["-failSkips"] : [];
        var status = await ExternalProgram.RunAsync(
            suite.Program(repository), ["-noLogo", "-noColor", .. strict, "-result-ctrf", report, .. arguments], repository.Root, say, cancellationToken);
        var count = File.Exists(report) ? Read(await File.ReadAllBytesAsync(report, cancellationToken)) : default;
        return status != 0 && count.Failed == 0 ? count with { Failed = 1 } : count;
    }

    private static TestCount Read(byte[] report)
    {
        using var document = JsonDocument.Parse(report);
        var summary = document.RootElement.GetProperty("results").GetProperty("summary");
        return new TestCount(
            summary.GetProperty("passed").GetInt32(), summary.GetProperty("failed").GetInt32(), summary.GetProperty("skipped").GetInt32());
    }
}

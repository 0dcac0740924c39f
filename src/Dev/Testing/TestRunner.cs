using Orders.Cli.Options;
using Orders.Operations.Programs;

namespace Orders.Dev.Testing;

/// <summary>Runs a suite's program and reads the report that it writes.</summary>
internal sealed class TestRunner(Repository repository)
{
    /// <summary>Runs one suite, and hands on each line that it prints.</summary>
    /// <returns>What it counted. A program that breaks off counts as one failure, however many tests it had passed.</returns>
    public async Task<TestReport> RunAsync(TestSuite suite, IReadOnlyList<string> arguments, Action<string> say, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder("test");
        var file = Path.Combine(folder.Path, "report.json");
        var status = await ExternalProgram.RunAsync(
            suite.Program(repository), ["-noLogo", "-noColor", "-result-ctrf", file, .. arguments], repository.Root, say, cancellationToken);
        // Where CI is set, a test that did not run is a failure.
        var isStrict = Environment.GetEnvironmentVariable("CI") is { Length: > 0 };
        var report = File.Exists(file) ? TestReport.Read(await File.ReadAllBytesAsync(file, cancellationToken), isStrict) : TestReport.Empty;
        return status != 0 && report.Count.Failed == 0 ? report with { Count = report.Count with { Failed = 1 } } : report;
    }
}

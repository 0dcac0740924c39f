using Orders.Cli.Options;
using Orders.Operations.Failures;
using Orders.Operations.Programs;

namespace Orders.Dev.Testing;

/// <summary>Runs a suite's program and reads its report.</summary>
/// <param name="repository">The repository.</param>
/// <param name="timeLimit">The time after which a suite is stopped and counts as failed, so that the other suites are still reported.</param>
internal sealed class TestRunner(Repository repository, TimeSpan timeLimit)
{
    /// <summary>Runs one suite, and passes on each line of its output.</summary>
    /// <returns>The report. A program that crashes counts as one failure, however many tests had passed.</returns>
    public async Task<TestReport> RunAsync(TestSuite suite, IReadOnlyList<string> arguments, Action<string> say, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder("test");
        var file = Path.Combine(folder.Path, "report.json");
        var status = await RunToLimitAsync(suite, ["-noLogo", "-noColor", "-longRunning", "300", "-result-ctrf", file, .. arguments], say, cancellationToken);
        // If CI is set, a skipped test is a failure.
        var isStrict = Environment.GetEnvironmentVariable("CI") is { Length: > 0 };
        var report = File.Exists(file) ? TestReport.Read(await File.ReadAllBytesAsync(file, cancellationToken), isStrict) : TestReport.Empty;
        return status != 0 && report.Count.Failed == 0 ? report with { Count = report.Count with { Failed = 1 } } : report;
    }

    private async Task<int> RunToLimitAsync(TestSuite suite, IReadOnlyList<string> arguments, Action<string> say, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeLimit);
        try
        {
            return await ExternalProgram.RunAsync(suite.Program(repository), arguments, repository.Root, say, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            say($"{suite.Name} was stopped: it ran longer than {timeLimit.TotalMinutes:N0} minutes.");
            return ExitCodes.Failed;
        }
    }
}

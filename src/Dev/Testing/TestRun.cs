namespace Orders.Dev.Testing;

/// <summary>Runs suites: the stages one after the other, the suites of a stage concurrently.</summary>
/// <param name="run">Runs one suite, and passes on each line of its output.</param>
/// <param name="say">Prints a line. The lines of a suite are printed together, in the order of the suites.</param>
internal sealed class TestRun(Func<TestSuite, IReadOnlyList<string>, Action<string>, CancellationToken, Task<TestReport>> run, Action<string> say)
{
    /// <summary>Runs all suites.</summary>
    /// <returns>The suites' reports.</returns>
    public async Task<IReadOnlyList<TestReport>> RunAsync(IReadOnlyList<TestSuite> suites, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var reports = new List<TestReport>();
        foreach (var stage in suites.GroupBy(static suite => suite.Stage).OrderBy(static stage => stage.Key))
        {
            reports.AddRange(await RunTogetherAsync(stage, arguments, cancellationToken));
        }

        return reports;
    }

    private async Task<TestReport[]> RunTogetherAsync(IEnumerable<TestSuite> suites, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        // A suite that cannot run stops the others: no child outlives the command.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var turns = new Turns(say);
        return await Task.WhenAll(suites.Select(async suite =>
        {
            using var turn = turns.Next();
            try
            {
                return await RunAsync(suite, arguments, turn.Say, stop.Token);
            }
            catch
            {
                await stop.CancelAsync();
                throw;
            }
        }));
    }

    private async Task<TestReport> RunAsync(TestSuite suite, IReadOnlyList<string> arguments, Action<string> line, CancellationToken cancellationToken)
    {
        line($"== {suite.Name}");
        var report = await run(suite, [.. suite.Arguments, .. arguments], line, cancellationToken);
        line($"== {suite.Name}: {report.Count}");
        return report;
    }
}

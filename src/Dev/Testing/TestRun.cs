namespace Orders.Dev.Testing;

/// <summary>Runs suites: those that need the machine for themselves one after the other, then the rest side by side.</summary>
/// <param name="run">Runs one suite, and hands on each line that it prints.</param>
/// <param name="say">Prints a line. What a suite prints stands together, in the order of the suites.</param>
internal sealed class TestRun(Func<TestSuite, IReadOnlyList<string>, Action<string>, CancellationToken, Task<TestReport>> run, Action<string> say)
{
    /// <summary>Runs all of them.</summary>
    /// <returns>A report of each.</returns>
    public async Task<IReadOnlyList<TestReport>> RunAsync(IReadOnlyList<TestSuite> suites, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var reports = new List<TestReport>();
        foreach (var suite in suites.Where(static suite => !suite.RunsBesideOthers))
        {
            reports.Add(await RunAsync(suite, arguments, say, cancellationToken));
        }

        // One that cannot run ends the others: no child outlives the command.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var turns = new Turns(say);
        reports.AddRange(await Task.WhenAll(suites.Where(static suite => suite.RunsBesideOthers).Select(async suite =>
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
        })));
        return reports;
    }

    private async Task<TestReport> RunAsync(TestSuite suite, IReadOnlyList<string> arguments, Action<string> line, CancellationToken cancellationToken)
    {
        line($"== {suite.Name}");
        var report = await run(suite, [.. suite.Arguments, .. arguments], line, cancellationToken);
        line($"== {suite.Name}: {report.Count}");
        return report;
    }
}

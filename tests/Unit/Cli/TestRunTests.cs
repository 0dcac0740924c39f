using Orders.Dev.Testing;

namespace Orders.Tests.Unit.Cli;

public sealed class TestRunTests
{
    static readonly TestSuite Alone = new("alone", "Alone");
    static readonly TestSuite First = new("first", "First") { Stage = 1 };
    static readonly TestSuite Second = new("second", "Second") { Stage = 1 };

    [Fact]
    public async Task Suites_side_by_side_print_one_after_the_other_in_their_order()
    {
        var (lines, secondIsDone) = (new List<string>(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var run = new TestRun(
            async (suite, _, say, _) =>
            {
                say($"{suite.Name} begins");
                if (suite == First)
                {
                    // Ends only because the second runs meanwhile.
                    await secondIsDone.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
                }

                say($"{suite.Name} ends");
                if (suite == Second)
                {
                    secondIsDone.SetResult();
                }

                return TestReport.Empty with { Count = new TestCount(1, 0, 0) };
            },
            lines.Add);

        var reports = await run.RunAsync([First, Second, Alone], [], TestContext.Current.CancellationToken);

        Assert.Equal(3, reports.Count);
        Assert.Equal(
            ((TestSuite[])[Alone, First, Second]).SelectMany(static suite => (string[])
                [$"== {suite.Name}", $"{suite.Name} begins", $"{suite.Name} ends", $"== {suite.Name}: 1 passed, 0 failed"]),
            lines);
    }

    [Fact]
    public async Task One_that_cannot_run_ends_the_others()
    {
        var ended = false;
        var run = new TestRun(
            async (suite, _, _, cancellationToken) =>
            {
                if (suite == Second)
                {
                    throw new CommandFailure();
                }

                try
                {
                    await Task.Delay(TimeSpan.FromSeconds(30), cancellationToken);
                }
                catch (OperationCanceledException)
                {
                    ended = true;
                    throw;
                }

                return TestReport.Empty;
            },
            static _ => { });

        await Assert.ThrowsAnyAsync<Exception>(() => run.RunAsync([First, Second], [], TestContext.Current.CancellationToken));

        Assert.True(ended);
    }

    sealed class CommandFailure : Exception;
}

using Orders.Tests.Faults.World;

namespace Orders.Tests.Faults;

/// <summary>The simulation keeps to one order of events where .NET would go on beside it.</summary>
public sealed class CancelledDelayTests
{
    [Fact]
    public void Who_awaited_a_delay_that_a_deadline_cancels_resumes_in_the_order_of_the_delays()
    {
        List<string> happened = [];
        var thread = new Thread(() =>
        {
            var universe = new Universe(seed: 0, FaultRates.None, keepsHistory: false);
            var clock = new ProcessClock(universe, new Process(universe, "function"));
            var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1), clock);
            var retries = Enumerable.Range(0, 8).Select(number => RetryAsync(universe, clock, number, happened, limit.Token)).ToList();
            universe.After(TimeSpan.FromSeconds(1), () => happened.Add("next action"));
            universe.RunUntil(universe.Now + TimeSpan.FromSeconds(10));
            Assert.All(retries, static retry => Assert.True(retry.IsCompletedSuccessfully));
        });
        thread.Start();
        thread.Join();

        // A token calls what was registered last first.
        Assert.Equal([.. Enumerable.Range(0, 8).Reverse().Select(static number => $"cancelled {number}"), "next action"], happened.Take(9));
        Assert.Equal(Enumerable.Range(0, 8).Reverse().Select(static number => $"gave up {number}"), happened.Skip(9));
    }

    [Fact]
    public void Code_that_calls_from_another_thread_fails_the_run()
    {
        var universe = new Universe(seed: 0, FaultRates.None, keepsHistory: false);
        universe.After(TimeSpan.FromSeconds(1), () =>
        {
            var beside = new Thread(() => Record.Exception(() => universe.After(TimeSpan.Zero, static () => { })));
            beside.Start();
            beside.Join();
        });

        var failure = Assert.Throws<InvalidOperationException>(() => universe.RunUntil(universe.Now + TimeSpan.FromSeconds(2)));

        Assert.StartsWith("A call came from another thread than the simulation's", failure.Message, StringComparison.Ordinal);
    }

    private static async Task RetryAsync(Universe universe, TimeProvider clock, int number, List<string> happened, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(5), clock, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            happened.Add($"cancelled {number}");
            await Task.Delay(TimeSpan.FromSeconds(1), clock, CancellationToken.None).ConfigureAwait(false);
            happened.Add($"gave up {number}");
        }
    }
}

using System.Globalization;
using Orders.Tests.Faults.Runs;
using Orders.Tests.Faults.Services;

namespace Orders.Tests.Faults;

/// <summary>
/// Every guarantee, over histories that no test would think of. <c>./orders test faults --seeds N</c> runs more of them,
/// <c>--seed S</c> one again.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const ulong DefaultSeeds = 500;
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(60);

    [Fact]
    public void Every_guarantee_holds_whatever_fails_and_whenever()
    {
        var one = Number("ORDERS_FAULT_SEED");
        var many = Number("ORDERS_FAULT_SEEDS");
        var result = one is not null
            ? Search.Run(static () => Plant.None, one.Value, count: 1, TimeSpan.MaxValue)
            : Search.Run(static () => Plant.None, first: 0, many ?? DefaultSeeds, many is null ? DefaultLimit : TimeSpan.MaxValue);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Seeds:N0} seeds, {result.SeedsPerSecond:0} a second"));
        Assert.True(result.Failed is null, result.Failed is null ? null : Report.Of(result.Failed.Value, static () => Plant.None));
        Assert.True(result.Seeds > 0, "No seed was run.");
    }

    [Fact]
    public void A_seed_gives_the_same_history_every_time()
    {
        string[] histories = new string[2];
        for (var i = 0; i < 2; i++)
        {
            var own = i;
            var thread = new Thread(() =>
            {
                var simulation = new Simulation();
                histories[own] = string.Join('\n', Enumerable.Range(0, 30).SelectMany(seed => simulation.Run(Scenario.Of((ulong)seed), Plant.None, keepsHistory: true).History));
            });
            thread.Start();
            thread.Join();
        }

        Assert.True(histories[0].Length > 10_000);
        Assert.Equal(histories[0], histories[1]);
    }

    private static ulong? Number(string variable) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

using Orders.Dev.Cost;
using Orders.Dev.Scale;

namespace Orders.Tests.Unit.Scale;

public sealed class SimulationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(900)]
    [InlineData(6_000)]
    [InlineData(250_000)]
    public void No_order_is_lost_or_made_up(double rate)
    {
        var run = new Simulation(GivenScale.Settings, GivenScale.Load(rate)).Run();

        Assert.NotNull(run.DrainedSecond);
        Near(rate * 3600, run.Offered);
        Near((run.Offered - run.Refused) * 3, run.Queued);
        Near(run.Queued, run.Written);
        Near(run.Written, run.Told);
        Near(run.Told, run.Done);
    }

    [Fact]
    public void What_is_left_after_a_day_was_not_told()
    {
        // A lane for every shard, a record at a time: the stream falls behind for good.
        var run = new Simulation(GivenScale.Settings.WithLanes(1, 1), GivenScale.Load(4000)).Run();

        Assert.Null(run.DrainedSecond);
        Assert.True(run.Told < run.Written);
        Assert.Equal(ScaleLimit.StreamLanes, run.Broke);
    }

    [Fact]
    public void More_orders_never_wait_less_and_more_of_a_limit_never_makes_them_wait_more()
    {
        var byRate = ((double[])[100, 500, 1000, 2000, 4000, 5000]).Select(static rate => new Simulation(GivenScale.Settings, GivenScale.Load(rate)).Run().OldestSeconds).ToList();
        var byShards = ((int[])[1, 2, 4, 8]).Select(static shards => new Simulation(GivenScale.Wide.WithShards(shards), GivenScale.Load(4000)).Run().OldestSeconds).ToList();
        var byUnits = ((double[])[4000, 8000, 16_000]).Select(static units => new Simulation(GivenScale.Wide with { WarmUnits = units }, GivenScale.Load(4000)).Run().OldestSeconds).ToList();

        Assert.Equal(byRate.Order(), byRate);
        Assert.Equal(byShards.OrderDescending(), byShards);
        Assert.Equal(byUnits.OrderDescending(), byUnits);
        Assert.True(byRate[^1] > byRate[0] && byShards[0] > byShards[^1] && byUnits[0] > byUnits[^1]);
    }

    [Fact]
    public void The_same_run_twice_is_the_same() =>
        Assert.Equal(
            new Simulation(GivenScale.Settings, GivenScale.Load(7000)).Run().Minutes,
            new Simulation(GivenScale.Settings, GivenScale.Load(7000)).Run().Minutes);

    // Settings with one narrow place, a rate just within it, and one beyond it.
    public static TheoryData<string, double, double> Narrow => new()
    {
        // 500 requests a second with ten orders each.
        { nameof(ScaleLimit.ApiThrottle), 4900, 5200 },
        // 10,000 requests a second.
        { nameof(ScaleLimit.ApiQuota), 99_000, 101_000 },
        // Ten requests a second for each of 100.
        { nameof(ScaleLimit.FunctionRequests), 9900, 10_100 },
        // 4,000 units, three an order.
        { nameof(ScaleLimit.TableUnits), 1300, 1900 },
        { nameof(ScaleLimit.TableQuota), 13_000, 16_000 },
        // A thousand units, two an order.
        { nameof(ScaleLimit.IndexKeys), 490, 700 },
        // Ten batches of ten each 20 ms: 5,000 messages, three an order.
        { nameof(ScaleLimit.Pollers), 1650, 1900 },
        // A thousand requests of ten events, six an order.
        { nameof(ScaleLimit.FifoRequests), 1600, 1800 },
        // 20,000 events for 100 ms each, three an order.
        { nameof(ScaleLimit.ConsumerInFlight), 66_000, 75_000 },
    };

    [Theory]
    [MemberData(nameof(Narrow))]
    public void A_limit_bites_where_the_documentation_has_it(string name, double within, double beyond)
    {
        var limit = Enum.Parse<ScaleLimit>(name);
        var settings = limit switch
        {
            ScaleLimit.ApiThrottle => GivenScale.Wide with { ApiRequests = 500 },
            ScaleLimit.ApiQuota => GivenScale.Wide with { ApiQuota = 10_000, ReadyPollers = 2000 },
            ScaleLimit.FunctionRequests => GivenScale.Wide with { AccountConcurrency = 100 },
            ScaleLimit.TableUnits => GivenScale.Wide with { WarmUnits = 4000 },
            ScaleLimit.TableQuota => GivenScale.Wide with { TableQuota = 40_000 },
            ScaleLimit.IndexKeys => GivenScale.Wide.WithShards(1),
            ScaleLimit.Pollers => GivenScale.Wide.WithConcurrency(10) with { ReadyPollers = 0 },
            ScaleLimit.FifoRequests => GivenScale.Wide with { FifoRequests = 1000 },
            // Provisioned pollers never bring as many.
            _ => GivenScale.Wide.WithConcurrency(1000) with { ReadyPollers = 0 },
        };
        var plain = limit is ScaleLimit.ApiQuota or ScaleLimit.FunctionRequests or ScaleLimit.ConsumerInFlight;
        ScaleLoad Load(double rate) => plain ? Unindexed(rate) : GivenScale.Load(rate);

        Assert.NotEqual(limit, new Simulation(settings, Load(within)).Run(untilBroken: true).Broke);
        Assert.Equal(limit, new Simulation(settings, Load(beyond)).Run(untilBroken: true).Broke);
    }

    [Fact]
    public void No_more_than_120_000_messages_are_in_flight()
    {
        var settings = GivenScale.Wide with { Pipeline = GivenScale.Wide.Pipeline with { Processor = GivenScale.Wide.Pipeline.Processor with { BatchSize = 10_000 } } };

        var run = new Simulation(settings, Unindexed(200_000)).Run(untilBroken: true);

        Assert.InRange(run.InFlight, 1, 120_000 * 1.000001);
    }

    [Fact]
    public void Deployments_share_the_orders_and_what_the_account_shares()
    {
        var one = new Simulation(GivenScale.Settings, GivenScale.Load(1000)).Run();
        var four = new Simulation(GivenScale.Settings with { Deployments = 4, AccountConcurrency = 4000, ApiQuota = 40_000, FifoRequests = 36_000 }, GivenScale.Load(4000)).Run();

        Near(one.Written, four.Written);
        Assert.Equal(one.Minutes, four.Minutes);
    }

    static ScaleLoad Unindexed(double rate) => new(CostInputs.InFullBatches(GivenScale.Settings.Pipeline, 1) with { IndexedStatuses = [] }, rate);

    static void Near(double expected, double actual) => Assert.InRange(actual, expected * (1 - 1e-6) - 1e-6, expected * (1 + 1e-6) + 1e-6);
}

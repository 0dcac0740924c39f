using Orders.Dev.Cost;
using Orders.Dev.Scale;
using Orders.Tests.Unit.Cost;

namespace Orders.Tests.Unit.Scale;

/// <summary>The settings that the repository came with, whatever they are now, and orders on them.</summary>
static class GivenScale
{
    public static ScaleSettings Settings { get; } = new()
    {
        Pipeline = GivenCost.Settings with
        {
            Processor = GivenCost.Settings.Processor with { MaximumConcurrency = 10, MaximumBatchingWindowSeconds = 0 },
            Notifier = GivenCost.Settings.Notifier with { ParallelizationFactor = 2, MaximumBatchingWindowSeconds = 0 },
        },
    };

    /// <summary>Nothing narrow anywhere: what a test wants narrow it makes so.</summary>
    public static ScaleSettings Wide { get; } = Settings with
    {
        ApiRequests = 1e6,
        ApiQuota = 1e6,
        AccountConcurrency = 100_000,
        WarmUnits = 1e6,
        TableQuota = 1e6,
        FifoRequests = 1e6,
        ReadyPollers = 200,
        MostPollers = 2000,
        Pipeline = Settings.Pipeline with { Table = Settings.Pipeline.Table with { IndexShards = 64 }, Notifier = Settings.Pipeline.Notifier with { ParallelizationFactor = 10 } },
    };

    /// <summary>Orders of three messages each, ten in an HTTP call.</summary>
    public static ScaleLoad Load(double ordersPerSecond) => new(CostInputs.InFullBatches(GivenCost.Settings, 1), ordersPerSecond);

    public static ScaleSettings WithConcurrency(this ScaleSettings settings, int concurrency) =>
        settings with { Pipeline = settings.Pipeline with { Processor = settings.Pipeline.Processor with { MaximumConcurrency = concurrency } } };

    public static ScaleSettings WithShards(this ScaleSettings settings, int shards) =>
        settings with { Pipeline = settings.Pipeline with { Table = settings.Pipeline.Table with { IndexShards = shards } } };

    public static ScaleSettings WithLanes(this ScaleSettings settings, int factor, int batchSize) => settings with
    {
        Pipeline = settings.Pipeline with { Notifier = settings.Pipeline.Notifier with { ParallelizationFactor = factor, BatchSize = batchSize } },
    };
}

using Orders.Cli.Options;
using Orders.Dev.Cost;
using Orders.Model;
using Orders.Operations.Settings;

namespace Orders.Tests.Unit.Cost;

/// <summary>Settings with round numbers, whatever the repository's are, and loads on them.</summary>
static class GivenCost
{
    /// <summary>The settings in the repository.</summary>
    public static PipelineSettings RepositorySettings { get; } = PipelineSettings.Load(Repository.Find().Settings);

    /// <summary>Batches of 10 and of 100, 512 MB, eight shards, PENDING indexed, two consumers that want every event.</summary>
    public static PipelineSettings Settings { get; } = RepositorySettings with
    {
        Table = RepositorySettings.Table with { IndexStatuses = ["PENDING"], IndexShards = 8 },
        Ingest = RepositorySettings.Ingest with { MemoryMb = 512 },
        Processor = RepositorySettings.Processor with { MemoryMb = 512, BatchSize = 10 },
        Notifier = RepositorySettings.Notifier with { MemoryMb = 512, BatchSize = 100 },
        Consumers = [Consumer("fulfilment"), Consumer("notifications")],
    };

    /// <summary>A thousand orders in full batches.</summary>
    public static CostInputs Thousand(params IReadOnlyCollection<OrderStatus> indexed) => CostInputs.InFullBatches(Settings, 1000) with { IndexedStatuses = indexed };

    static ConsumerSettings Consumer(string name) => RepositorySettings.Consumers[0] with
    {
        Name = name,
        Queue = $"order-events-{name}.fifo",
        Types = ["orders.placed.v1", "orders.status_changed.v1"],
    };
}

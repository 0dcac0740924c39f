using Orders.Cli;
using Orders.Cli.Cost;
using Orders.Local.Settings;
using Orders.Model;

namespace Orders.Tests.Unit.Cost;

/// <summary>The repository's settings, and loads on them.</summary>
static class GivenCost
{
    public static PipelineSettings Settings { get; } = PipelineSettings.Load(Repository.Find().Settings);

    /// <summary>A thousand orders in full batches; both consumers want both kinds of events.</summary>
    public static CostInputs Thousand(params IReadOnlyCollection<OrderStatus> indexed) => CostInputs.InFullBatches(Settings, 1000) with { IndexedStatuses = indexed };
}

using Orders.Dev.Cost;
using Orders.Dev.Scale;
using Orders.Tests.Unit.Cost;

namespace Orders.Tests.Unit.Scale;

/// <summary>The settings that the repository came with, whatever they are now, and an order on them: three messages, ten orders in an HTTP request.</summary>
static class GivenScale
{
    public static CostInputs Load { get; } = CostInputs.InFullBatches(
        GivenCost.Settings with
        {
            Processor = GivenCost.Settings.Processor with { MaximumConcurrency = 4, MaximumBatchingWindowSeconds = 0, ReservedConcurrency = -1 },
            Notifier = GivenCost.Settings.Notifier with { ParallelizationFactor = 1, MaximumBatchingWindowSeconds = 0, ReservedConcurrency = -1 },
            Ingest = GivenCost.Settings.Ingest with { ReservedConcurrency = -1 },
        },
        1);

    public static ScaleLimit Limit(this (CostInputs Load, Quotas Quotas) given, string name) =>
        Assert.Single(new ScaleModel(given.Load, given.Quotas).Limits(), limit => limit.Limit == name);
}

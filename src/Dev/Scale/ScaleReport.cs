using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orders.Dev.Scale;

/// <summary>What <c>orders scale</c> prints; with <c>--json</c> under these names in snake_case.</summary>
internal sealed record ScaleReport
{
    public required IReadOnlyList<ScaleDecade> Decades { get; init; }
    public required IReadOnlyList<string> Assumptions { get; init; }

    /// <summary>Seven decades: one order a second to a million.</summary>
    public static IReadOnlyList<double> EachDecade { get; } = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000];

    public static ScaleReport Of(ScaleSettings settings, ScaleLoad load, IReadOnlyList<double> rates) => new()
    {
        Decades = [.. rates.Select(rate => ScaleDecade.Of(Ladder.Climb(settings, load.At(rate))))],
        Assumptions = ScaleAssumptions.Of(settings, load),
    };

    public string ToJson() => JsonSerializer.Serialize(this, ScaleJsonContext.Default.ScaleReport);
}

/// <summary>A rate of orders.</summary>
internal sealed record ScaleDecade(double OrdersPerSecond, ScaleOutcome AsSet, IReadOnlyList<ScaleStep> Steps, ScaleOutcome Moved, decimal DollarsPerMillionOrders)
{
    public static ScaleDecade Of(Ladder ladder) => new(
        ladder.OrdersPerSecond,
        ScaleOutcome.Of(ladder.AsSet),
        [.. ladder.Rungs.Select(static rung => new ScaleStep(rung.Limit.Text(), rung.Second, rung.Remedy.Setting, rung.Remedy.From, rung.Remedy.To))],
        ScaleOutcome.Of(ladder.Moved),
        ladder.DollarsPerMillion);
}

/// <summary>What became of an hour.</summary>
internal sealed record ScaleOutcome
{
    public required double RefusedShare { get; init; }
    public required double MostWaiting { get; init; }
    public required double MostInFlight { get; init; }
    public required int OldestSeconds { get; init; }
    public required int StreamLagSeconds { get; init; }
    public required int ConsumerLagSeconds { get; init; }
    public required int? DrainedSecond { get; init; }
    public required int StreamShards { get; init; }
    public required double MessagesPerBatch { get; init; }
    public required double RecordsPerBatch { get; init; }
    public required string Broke { get; init; }
    public required int BrokeSecond { get; init; }

    public static ScaleOutcome Of(ScaleRun run) => new()
    {
        RefusedShare = run.Offered == 0 ? 0 : run.Refused / run.Offered,
        MostWaiting = run.Backlog,
        MostInFlight = run.InFlight,
        OldestSeconds = run.OldestSeconds,
        StreamLagSeconds = run.StreamLagSeconds,
        ConsumerLagSeconds = run.ConsumerSeconds,
        DrainedSecond = run.DrainedSecond,
        StreamShards = run.Shards,
        MessagesPerBatch = run.MessagesPerBatch,
        RecordsPerBatch = run.RecordsPerBatch,
        Broke = run.Broke.Text(),
        BrokeSecond = run.BrokeSecond,
    };
}

/// <summary>What breaks, in which second, and what is moved for it.</summary>
internal sealed record ScaleStep(string Breaks, int Second, string Setting, string From, string To);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ScaleReport))]
internal sealed partial class ScaleJsonContext : JsonSerializerContext;

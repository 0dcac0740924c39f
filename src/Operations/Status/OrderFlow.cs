namespace Orders.Operations.Status;

/// <summary>The functions' own counts of orders over the last minutes.</summary>
internal sealed record OrderFlow
{
    /// <summary>The counts by metric (see <see cref="Observability.MetricNames"/>); a metric of two functions is their sum.</summary>
    public required IReadOnlyDictionary<string, long> Counts { get; init; }

    /// <summary>The p50 latency from acceptance to the row in the latest minute; null if no order was placed.</summary>
    public TimeSpan? MedianLatency { get; init; }

    /// <summary>The p99 latency of the worst minute.</summary>
    public TimeSpan? P99Latency { get; init; }
}

namespace Orders.Operations.Status;

/// <summary>What became of orders in the last minutes, as the functions count it.</summary>
internal sealed record OrderFlow
{
    /// <summary>By metric (see <see cref="Observability.MetricNames"/>) how many there were; a metric of two functions is their sum.</summary>
    public required IReadOnlyDictionary<string, long> Counts { get; init; }

    /// <summary>From acceptance to the row: no more than this for half of the orders of the latest minute; null where none was placed.</summary>
    public TimeSpan? MedianLatency { get; init; }

    /// <summary>The same for 99 of 100 orders of the worst minute.</summary>
    public TimeSpan? P99Latency { get; init; }
}

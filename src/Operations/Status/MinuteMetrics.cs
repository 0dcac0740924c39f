namespace Orders.Operations.Status;

/// <summary>Metrics minute by minute.</summary>
internal sealed class MinuteMetrics(IReadOnlyDictionary<MetricQuery, IReadOnlyList<MetricPoint>> points)
{
    /// <summary>What was counted in all minutes.</summary>
    public long Sum(MetricQuery query) => (long)PointsOf(query).Sum(static point => point.Value);

    /// <summary>The largest value of a minute; null where there is none.</summary>
    public double? Largest(MetricQuery query) => PointsOf(query) is { Count: > 0 } values ? values.Max(static point => point.Value) : null;

    /// <summary>The value of the latest minute that has one.</summary>
    public double? Latest(MetricQuery query) => PointsOf(query) is { Count: > 0 } values ? values[^1].Value : null;

    // Without CloudWatch there are none of any query.
    private IReadOnlyList<MetricPoint> PointsOf(MetricQuery query) => points.GetValueOrDefault(query, []);

    /// <summary>In how many minutes the value was over a threshold.</summary>
    public int MinutesOver(MetricQuery query, double threshold) => PointsOf(query).Count(point => point.Value > threshold);
}

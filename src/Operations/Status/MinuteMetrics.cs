namespace Orders.Operations.Status;

/// <summary>Metrics by minute.</summary>
internal sealed class MinuteMetrics(IReadOnlyDictionary<MetricQuery, IReadOnlyList<MetricPoint>> points)
{
    /// <summary>Returns the sum over all minutes.</summary>
    public long Sum(MetricQuery query) => (long)PointsOf(query).Sum(static point => point.Value);

    /// <summary>Returns the maximum of all minutes; null without data.</summary>
    public double? Largest(MetricQuery query) => PointsOf(query) is { Count: > 0 } values ? values.Max(static point => point.Value) : null;

    /// <summary>Returns the value of the latest minute with data; null without data.</summary>
    public double? Latest(MetricQuery query) => PointsOf(query) is { Count: > 0 } values ? values[^1].Value : null;

    /// <summary>Returns by how much the value grew from the first minute with data to the latest one.</summary>
    public double Growth(MetricQuery query) => PointsOf(query) is { Count: > 0 } values ? values[^1].Value - values[0].Value : 0;

    // Without CloudWatch no query has data.
    private IReadOnlyList<MetricPoint> PointsOf(MetricQuery query) => points.GetValueOrDefault(query, []);

    /// <summary>Returns the number of minutes in which the value exceeded a threshold.</summary>
    public int MinutesOver(MetricQuery query, double threshold) => PointsOf(query).Count(point => point.Value > threshold);
}

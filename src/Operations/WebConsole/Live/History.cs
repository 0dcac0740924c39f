using Orders.Observability;
using Orders.Operations.Settings;
using Orders.Operations.Status;

namespace Orders.Operations.WebConsole.Live;

/// <summary>Metrics by period, for the charts and the rates.</summary>
internal sealed class History
{
    /// <summary>The number of periods in a chart.</summary>
    public const int Periods = 60;

    /// <summary>The number of periods over which a rate is averaged, so that it does not jump.</summary>
    private const int RatePeriods = 3;

    private readonly TimeSpan _period;
    private readonly Dictionary<MetricQuery, Dictionary<DateTimeOffset, double>> _points;

    private History(DateTimeOffset end, TimeSpan period, IReadOnlyDictionary<MetricQuery, IReadOnlyList<MetricPoint>> points)
    {
        _period = period;
        _points = points.ToDictionary(static one => one.Key, static one => one.Value.GroupBy(static point => point.Time).ToDictionary(static point => point.Key, static point => point.Last().Value));
        Times = [.. Enumerable.Range(1, Periods).Select(index => end - ((Periods - index + 1) * period))];
    }

    /// <summary>The start of each period.</summary>
    public IReadOnlyList<DateTimeOffset> Times { get; }

    /// <summary>Reads the history.</summary>
    /// <param name="reader">Reads CloudWatch.</param>
    /// <param name="settings">The settings that hold the names.</param>
    /// <param name="period">The length of a period.</param>
    /// <param name="now">The end; the current period is left out.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public static async Task<History> ReadAsync(
        MetricReader reader, PipelineSettings settings, TimeSpan period, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var end = now.AddTicks(-(now.Ticks % period.Ticks));
        return new History(end, period, (await reader.TryReadAsync(Queries(settings), end - (Periods * period), end, period, cancellationToken)).Points);
    }

    /// <summary>Returns the rate a second of each period.</summary>
    public IEnumerable<double> PerSecond(MetricQuery query) => Times.Select(time => PointsOf(query).GetValueOrDefault(time) / _period.TotalSeconds);

    /// <summary>Returns the value of each period; null without data.</summary>
    public IEnumerable<double?> Values(MetricQuery query) => Times.Select(time => PointsOf(query).TryGetValue(time, out var value) ? value : (double?)null);

    // Without CloudWatch no query has data; the status says why.
    private Dictionary<DateTimeOffset, double> PointsOf(MetricQuery query) => _points.GetValueOrDefault(query) ?? [];

    /// <summary>Returns the current rate a second.</summary>
    public double Rate(params IEnumerable<MetricQuery> queries) => queries.Sum(query => PerSecond(query).TakeLast(RatePeriods).Average());

    public static MetricQuery Accepted(PipelineSettings settings) => MetricQuery.OfOrders(settings.Ingest.Name, MetricNames.OrdersAccepted, "Sum");

    public static MetricQuery Placed(PipelineSettings settings) => MetricQuery.OfOrders(settings.Processor.Name, MetricNames.OrdersPlaced, "Sum");

    public static MetricQuery Changed(PipelineSettings settings) => MetricQuery.OfOrders(settings.Processor.Name, MetricNames.StatusesChanged, "Sum");

    public static MetricQuery Latency(PipelineSettings settings, string statistic) =>
        MetricQuery.OfOrders(settings.Processor.Name, MetricNames.PlacementLatency, statistic);

    private static IReadOnlyList<MetricQuery> Queries(PipelineSettings settings) =>
    [
        Accepted(settings), Placed(settings), Changed(settings), Latency(settings, "p50"), Latency(settings, "p99"),
        StatusQueries.Invocations(settings.Ingest), StatusQueries.Invocations(settings.Processor), StatusQueries.Invocations(settings.Notifier),
    ];
}

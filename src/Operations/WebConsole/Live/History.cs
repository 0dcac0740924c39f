using Orders.Observability;
using Orders.Operations.Settings;
using Orders.Operations.Status;

namespace Orders.Operations.WebConsole.Live;

/// <summary>How the pipeline has done lately, period by period: what the charts show, and from which rates are made.</summary>
internal sealed class History
{
    /// <summary>As many periods as a chart shows.</summary>
    public const int Periods = 60;

    /// <summary>Over how many of the latest whole periods a rate is taken, so that it does not jump.</summary>
    private const int RatePeriods = 3;

    private readonly TimeSpan _period;
    private readonly Dictionary<MetricQuery, Dictionary<DateTimeOffset, double>> _points;

    private History(DateTimeOffset end, TimeSpan period, IReadOnlyDictionary<MetricQuery, IReadOnlyList<MetricPoint>> points)
    {
        _period = period;
        _points = points.ToDictionary(static one => one.Key, static one => one.Value.GroupBy(static point => point.Time).ToDictionary(static point => point.Key, static point => point.Last().Value));
        Times = [.. Enumerable.Range(1, Periods).Select(index => end - ((Periods - index + 1) * period))];
    }

    /// <summary>When each period began.</summary>
    public IReadOnlyList<DateTimeOffset> Times { get; }

    /// <summary>Reads it.</summary>
    /// <param name="reader">Reads CloudWatch.</param>
    /// <param name="settings">Has the names.</param>
    /// <param name="period">How long a period is.</param>
    /// <param name="now">The end of what is read; the period that is under way is left out.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<History> ReadAsync(
        MetricReader reader, PipelineSettings settings, TimeSpan period, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var end = now.AddTicks(-(now.Ticks % period.Ticks));
        return new History(end, period, (await reader.TryReadAsync(Queries(settings), end - (Periods * period), end, period, cancellationToken)).Points);
    }

    /// <summary>How many a second there were in each period.</summary>
    public IEnumerable<double> PerSecond(MetricQuery query) => Times.Select(time => PointsOf(query).GetValueOrDefault(time) / _period.TotalSeconds);

    /// <summary>The value of each period; null where there was nothing to measure.</summary>
    public IEnumerable<double?> Values(MetricQuery query) => Times.Select(time => PointsOf(query).TryGetValue(time, out var value) ? value : (double?)null);

    // Without CloudWatch there are none of any query; the status tells why.
    private Dictionary<DateTimeOffset, double> PointsOf(MetricQuery query) => _points.GetValueOrDefault(query) ?? [];

    /// <summary>How many a second there are now.</summary>
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

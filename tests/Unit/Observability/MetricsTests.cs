using Orders.Observability;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Observability;

public sealed class MetricsTests
{
    private readonly Lines _lines = new();
    private readonly Metrics _metrics;

    public MetricsTests() => _metrics = _lines.Metrics(new InstantTime(Given.Now));

    [Fact]
    public void An_invocations_counts_are_one_line_of_the_embedded_metric_format()
    {
        _metrics.Count(MetricNames.OrdersPlaced);
        _metrics.Count(MetricNames.Duplicates, 3);
        _metrics.Count(MetricNames.OrdersPlaced);
        _metrics.Flush();
        Assert.Equal(
            """{"_aws":{"Timestamp":1795472880123,"CloudWatchMetrics":[{"Namespace":"Orders","Dimensions":[["service"]],"Metrics":[{"Name":"Duplicates","Unit":"Count"},{"Name":"OrdersPlaced","Unit":"Count"}]}]},"service":"orders-processor","Duplicates":3,"OrdersPlaced":2}""" + "\n",
            _lines.Text);
    }

    [Fact]
    public void Times_are_values_in_milliseconds_and_none_is_below_zero()
    {
        _metrics.Count(MetricNames.OrdersPlaced, 2);
        _metrics.Measure(MetricNames.PlacementLatency, TimeSpan.FromMilliseconds(12.9));
        _metrics.Measure(MetricNames.PlacementLatency, TimeSpan.FromSeconds(-1));
        _metrics.Flush();
        Assert.Equal(
            """{"_aws":{"Timestamp":1795472880123,"CloudWatchMetrics":[{"Namespace":"Orders","Dimensions":[["service"]],"Metrics":[{"Name":"OrdersPlaced","Unit":"Count"},{"Name":"PlacementLatency","Unit":"Milliseconds"}]}]},"service":"orders-processor","OrdersPlaced":2,"PlacementLatency":[12,0]}""" + "\n",
            _lines.Text);
    }

    [Fact]
    public void A_line_has_a_hundred_times_at_most_and_each_time_and_count_is_there_once()
    {
        _metrics.Count(MetricNames.OrdersPlaced, 250);
        for (var milliseconds = 0; milliseconds < 250; milliseconds++)
        {
            _metrics.Measure(MetricNames.PlacementLatency, TimeSpan.FromMilliseconds(milliseconds));
        }

        _metrics.Flush();
        _metrics.Flush();

        var times = _lines.All.Select(static line => line.GetProperty("PlacementLatency").EnumerateArray().Select(static time => time.GetInt32()).ToList()).ToList();
        Assert.Equal([100, 100, 50], times.Select(static line => line.Count));
        Assert.Equal(Enumerable.Range(0, 250), times.SelectMany(static line => line));
        Assert.Equal(250, _lines.Metric(MetricNames.OrdersPlaced));
    }

    [Fact]
    public void Nothing_counted_writes_nothing_and_a_flush_starts_anew()
    {
        _metrics.Count(MetricNames.OrdersPlaced, 0);
        _metrics.Flush();
        Assert.Empty(_lines.Text);
        _metrics.Count(MetricNames.OrdersPlaced);
        _metrics.Flush();
        _metrics.Flush();
        Assert.Single(_lines.All);
    }

    [Fact]
    public void A_count_that_an_alarm_evaluates_is_written_at_zero_once_a_minute()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Given.Now.AddSeconds(-Given.Now.Second));
        var metrics = new Metrics(_lines.Sink, time, "orders-notifier", MetricNames.KeyConflicts, MetricNames.OrdersPlaced);
        metrics.OfQueue("a.fifo", MetricNames.EventsQuarantined);

        metrics.Count(MetricNames.OrdersPlaced, 2);
        metrics.Flush();
        time.Advance(TimeSpan.FromSeconds(59));
        metrics.Flush();
        Assert.Equal(
            ["KeyConflicts 0, OrdersPlaced 2", "EventsQuarantined 0"],
            _lines.All.Select(static line => string.Join(", ", line.EnumerateObject().Where(static member => member.Value.ValueKind == System.Text.Json.JsonValueKind.Number).Select(static member => $"{member.Name} {member.Value}"))));

        time.Advance(TimeSpan.FromSeconds(1));
        metrics.Count(MetricNames.KeyConflicts);
        metrics.Flush();
        Assert.Equal((4, 1, 2), (_lines.All.Count, _lines.Metric(MetricNames.KeyConflicts), _lines.All.Count(static line => line.TryGetProperty("QueueName", out _))));
    }

    [Fact]
    public void Counts_from_many_threads_are_all_there()
    {
        Parallel.For(0, 1000, _ => _metrics.Count(MetricNames.OrdersPlaced));
        _metrics.Flush();
        Assert.Equal(1000, _lines.Metric("OrdersPlaced"));
    }
}

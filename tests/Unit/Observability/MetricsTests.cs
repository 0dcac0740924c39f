using Orders.Observability;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Observability;

public sealed class MetricsTests
{
    private readonly Lines _lines = new();
    private readonly Metrics _metrics;

    public MetricsTests() => _metrics = new Metrics(_lines.Sink, new InstantTime(Given.Now), "orders-processor");

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
    public void Counts_from_many_threads_are_all_there()
    {
        Parallel.For(0, 1000, _ => _metrics.Count(MetricNames.OrdersPlaced));
        _metrics.Flush();
        Assert.Equal(1000, _lines.Metric("OrdersPlaced"));
    }
}

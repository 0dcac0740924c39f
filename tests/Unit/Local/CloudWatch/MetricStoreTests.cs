using Microsoft.Extensions.Time.Testing;
using Orders.Local.CloudWatch;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Local.CloudWatch;

public sealed class MetricStoreTests
{
    private static readonly MetricSeries Errors = new("AWS/Lambda", "Errors", "FunctionName", "f");
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Noon);
    private readonly MetricStore _store;

    public MetricStoreTests() => _store = new MetricStore(_time);

    [Fact]
    public void Values_are_summed_up_by_periods_that_begin_at_a_multiple_of_their_length()
    {
        foreach (var second in (int[])[59, 61, 119, 120])
        {
            _store.Add(Errors, 1, Noon.AddSeconds(second));
        }

        Assert.Equal(
            [(Noon, 1.0), (Noon.AddMinutes(1), 2.0), (Noon.AddMinutes(2), 1.0)],
            _store.Read(Errors, Noon.AddSeconds(30), Noon.AddMinutes(3), 60).Select(static period => (period.Start, period.Values.Sum)));
    }

    [Fact]
    public void The_end_is_not_within()
    {
        _store.Add(Errors, 1, Noon.AddSeconds(10));

        Assert.Empty(_store.Read(Errors, Noon, Noon.AddSeconds(10), 1));
        Assert.Single(_store.Read(Errors, Noon, Noon.AddSeconds(11), 1));
    }

    [Fact]
    public void A_metric_of_another_resource_is_another()
    {
        _store.Add(Errors, 1);

        Assert.Empty(_store.Read(Errors with { Resource = "g" }, Noon, Noon.AddMinutes(1), 60));
    }

    [Fact]
    public void What_is_older_than_three_hours_is_not_kept()
    {
        for (var second = 0; second < 5 * 3600; second++)
        {
            _store.Add(Errors, 1);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        var kept = _store.Read(Errors, Noon, _time.GetUtcNow(), 1);
        Assert.InRange(kept.Count, 3 * 3600, (int)(3 * 3600 * 1.1) + 1);
        _store.Add(Errors, 1, _time.GetUtcNow() - MetricStore.Kept - TimeSpan.FromSeconds(2));
        Assert.Equal(kept.Count, _store.Read(Errors, Noon, _time.GetUtcNow(), 1).Count);
    }

    [Theory]
    [InlineData("""{"_aws":{"Timestamp":1795608000123,"CloudWatchMetrics":[{"Namespace":"Orders","Dimensions":[["service"]],"Metrics":[{"Name":"OrdersPlaced","Unit":"Count"}]}]},"service":"p","OrdersPlaced":3}""", 3, 1)]
    [InlineData("""{"_aws":{"Timestamp":1795608000123,"CloudWatchMetrics":[{"Namespace":"Orders","Dimensions":[["service"]],"Metrics":[{"Name":"OrdersPlaced"}]}]},"service":"p","OrdersPlaced":[1,2.5]}""", 3.5, 2)]
    public void The_functions_metric_lines_are_read_as_CloudWatch_reads_them(string line, double sum, int count)
    {
        EmbeddedMetrics.Read(line, _store);

        var values = Assert.Single(_store.Read(new MetricSeries("Orders", "OrdersPlaced", "service", "p"), Noon, Noon.AddMinutes(1), 60)).Values;
        Assert.Equal((sum, count), (values.Sum, (int)values.Count));
    }

    [Theory]
    [InlineData("no JSON, and has \"CloudWatchMetrics\" in it")]
    [InlineData("""{"message":"\"CloudWatchMetrics\""}""")]
    [InlineData("""{"_aws":{"Timestamp":"now","CloudWatchMetrics":[]}}""")]
    [InlineData("""{"_aws":{"Timestamp":1,"CloudWatchMetrics":[{"Namespace":"Orders","Dimensions":[["service"]],"Metrics":[{"Name":"Missing"}]}]},"service":"p"}""")]
    [InlineData("""{"_aws":{"Timestamp":1,"CloudWatchMetrics":3}}""")]
    public void Any_other_line_is_a_log_line(string line) => EmbeddedMetrics.Read(line, _store);

    [Fact]
    public void What_a_function_writes_is_what_the_store_has()
    {
        var lines = new Lines();
        var metrics = new Orders.Observability.Metrics(lines.Sink, _time, "orders-processor");
        metrics.Count(Orders.Observability.MetricNames.OrdersPlaced, 7);
        metrics.Flush();

        EmbeddedMetrics.Read(lines.Text, _store);

        var placed = new MetricSeries(Orders.Observability.Metrics.Namespace, "OrdersPlaced", Orders.Observability.Metrics.Dimension, "orders-processor");
        Assert.Equal(7, Assert.Single(_store.Read(placed, Noon, Noon.AddMinutes(1), 60)).Values.Sum);
    }
}

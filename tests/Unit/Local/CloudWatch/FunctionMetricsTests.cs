using Microsoft.Extensions.Time.Testing;
using Orders.Local.CloudWatch;
using Orders.Local.Lambda;

namespace Orders.Tests.Unit.Local.CloudWatch;

public sealed class FunctionMetricsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private readonly MetricStore _store = new(new FakeTimeProvider(Noon));
    private readonly FunctionMetrics _metrics;

    public FunctionMetricsTests() => _metrics = new FunctionMetrics(_store, "f");

    [Fact]
    public void Invocations_errors_and_durations_are_counted_as_Lambda_counts_them()
    {
        _metrics.Count(Ended(InvocationStatus.Success), TimeSpan.FromMilliseconds(10));
        _metrics.Count(Ended(InvocationStatus.FunctionError), TimeSpan.FromMilliseconds(30));
        _metrics.Count(Ended(InvocationStatus.FunctionError), duration: null);

        Assert.Equal((3, 2, 0), (Sum("Invocations"), Sum("Errors"), Sum("Throttles")));
        var durations = Values("Duration")!;
        Assert.Equal((2, 40.0), (durations.Count, durations.Sum));
    }

    [Fact]
    public void What_was_refused_is_a_throttle_and_no_invocation()
    {
        _metrics.Count(Ended(InvocationStatus.Throttled), duration: null);

        Assert.Equal((0, 1), (Sum("Invocations"), Sum("Throttles")));
        Assert.Null(Values("Duration"));
    }

    [Fact]
    public void The_age_of_a_record_of_the_future_by_another_clock_is_nothing()
    {
        _metrics.CountIteratorAge(TimeSpan.FromSeconds(-1));
        _metrics.CountIteratorAge(TimeSpan.FromSeconds(2));

        var ages = Values("IteratorAge")!;
        Assert.Equal((0.0, 2000.0), (ages.Minimum, ages.Maximum));
    }

    private static InvocationResult Ended(InvocationStatus status) => new(status, "r", default);

    private double Sum(string name) => Values(name)?.Sum ?? 0;

    private Distribution? Values(string name) =>
        _store.Read(new MetricSeries("AWS/Lambda", name, "FunctionName", "f"), Noon, Noon.AddMinutes(1), 60) is [var (_, values)] ? values : null;
}

using Microsoft.Extensions.Time.Testing;
using Orders.Dev.Benching;

namespace Orders.Tests.Unit.Benching;

public sealed class OrderLoadTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(100, 5)]
    [InlineData(5000, 10)]
    public void A_slow_sender_does_not_wait_to_fill_its_requests(double rate, int perRequest) =>
        Assert.Equal(perRequest, new OrderLoad("test", 1, rate).PerRequest);

    [Fact]
    public void Orders_of_one_request_are_due_together_and_requests_at_the_rate()
    {
        var load = new OrderLoad("test", 100, OrdersPerSecond: 100);
        Assert.Equal([0, 0, 50, 950], new[] { 0, 4, 5, 99 }.Select(index => load.DueAfter(index).TotalMilliseconds));
        Assert.Equal(TimeSpan.Zero, new OrderLoad("test", 100).DueAfter(99));
    }

    [Fact]
    public void Latency_counts_from_when_an_order_was_due_and_once()
    {
        var time = new FakeTimeProvider();
        var log = new LatencyLog(time);
        log.Due("a", time.GetTimestamp());
        log.Due("b", time.GetTimestamp());
        time.Advance(TimeSpan.FromMilliseconds(10));
        log.Heard("a");
        time.Advance(TimeSpan.FromMilliseconds(990));
        log.Heard("a");
        log.Heard("b");
        log.Heard("of another");
        Assert.InRange(log.PercentileMs(50), 9.9, 10.1);
        Assert.InRange(log.PercentileMs(99), 999, 1001);
    }
}

using Orders.Observability;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Processor;

public sealed class PlacementLatencyTests
{
    private readonly ProcessorHarness _processor = new();

    [Fact]
    public async Task Each_order_that_is_written_has_its_time_from_acceptance_to_its_row()
    {
        await _processor.HandleAsync(
            ProcessorHarness.Message("m1", """{"idempotency_key":"k1","item":"kettle","quantity":2,"placed_at":"2026-11-20T22:27:58.000Z"}""", age: TimeSpan.FromMilliseconds(2123)),
            ProcessorHarness.Message("m2", ProcessorHarness.Place("k2")));

        Assert.Equal([2123, 0], Latencies());
    }

    [Fact]
    public async Task A_repeat_and_a_rejected_order_have_none()
    {
        await _processor.HandleAsync(ProcessorHarness.Message("m1", ProcessorHarness.Place("k1")));

        await _processor.HandleAsync(
            ProcessorHarness.Message("m2", ProcessorHarness.Place("k1")), ProcessorHarness.Message("m3", ProcessorHarness.Place("k1", quantity: 9)));

        Assert.Single(Latencies());
    }

    private List<int> Latencies() => [.. _processor.Lines.All
        .Where(static line => line.TryGetProperty(MetricNames.PlacementLatency, out _))
        .SelectMany(static line => line.GetProperty(MetricNames.PlacementLatency).EnumerateArray().Select(static time => time.GetInt32()))];
}

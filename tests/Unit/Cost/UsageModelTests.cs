using Orders.Dev.Cost;
using Orders.Model;
using Orders.Operations.Settings;

namespace Orders.Tests.Unit.Cost;

/// <summary>Counts of a month, computed by hand from how the pipeline works.</summary>
public sealed class UsageModelTests
{
    [Fact]
    public void A_new_order_is_one_write_unit_and_a_second_while_PENDING_is_indexed()
    {
        var plain = new UsageModel(GivenCost.Thousand());
        var indexed = new UsageModel(GivenCost.Thousand(OrderStatus.Pending));

        Assert.Equal((1000m, 0m), (plain.PlaceUnits, plain.PlaceIndexUnits));
        Assert.Equal((1000m, 1000m), (indexed.PlaceUnits, indexed.PlaceIndexUnits));
    }

    [Theory]
    // Indexed, index units of PENDING → PROCESSING and of PROCESSING → COMPLETED.
    [InlineData("", 0, 0)]
    [InlineData("PENDING", 1, 0)]
    [InlineData("PROCESSING", 1, 1)]
    [InlineData("PENDING,PROCESSING", 2, 1)]
    [InlineData("PENDING,PROCESSING,COMPLETED", 2, 2)]
    [InlineData("COMPLETED", 0, 1)]
    [InlineData("CANCELLED", 0, 0)]
    public void Leaving_and_entering_an_indexed_status_is_a_unit_each(string names, int first, int second)
    {
        OrderStatus[] indexed = [.. names.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(static name => OrderStatusNames.TryParse(name, out var status) ? status : throw new FormatException(name))];
        var usage = new UsageModel(GivenCost.Thousand(indexed) with { FirstMoves = 0.5m, SecondMoves = 0.25m });

        Assert.Equal(750, usage.ChangeUnits);
        Assert.Equal(500 * first + 250 * second, usage.ChangeIndexUnits);
    }

    [Fact]
    public void Rows_of_more_than_a_KB_take_a_unit_for_each_started_KB_in_the_index_too()
    {
        var usage = new UsageModel(GivenCost.Thousand(OrderStatus.Pending) with { RowBytes = 1025, SecondMoves = 0 });

        Assert.Equal((2000m, 2000m, 2000m, 2000m), (usage.PlaceUnits, usage.PlaceIndexUnits, usage.ChangeUnits, usage.ChangeIndexUnits));
    }

    [Fact]
    public void Through_full_batches_an_order_takes_a_tenth_of_a_send_a_receive_and_a_delete()
    {
        var full = GivenCost.Thousand();

        Assert.Equal(0.3m, new UsageModel(full).QueueRequestsPerOrder);
        // A call that places a single order sends a single message: the most that the pipeline promises for a full batch.
        Assert.Equal(1.2m, new UsageModel(full with { OrdersPerCall = 1 }).QueueRequestsPerOrder);
        Assert.Equal(3m, new UsageModel(full.OneByOne()).QueueRequestsPerOrder);
    }

    [Fact]
    public void Requests_on_the_queue_follow_from_the_batches()
    {
        var usage = new UsageModel(GivenCost.Thousand() with { OrdersPerCall = 25, MessagesPerReceive = 8, MessagesPerDelete = 4, FirstMoves = 1, SecondMoves = 0.6m, ChangesOverHttp = 0.25m });

        // 40 calls of 25 orders are three sends each.
        Assert.Equal(120, usage.OrderSends);
        // Of 1,600 changes 400 are a call and a send each; 1,200 go in 48 times 25.
        Assert.Equal(400 + 48 * 3, usage.ChangeSends);
        Assert.Equal((2600m, 325m, 650m), (usage.Messages, usage.Receives, usage.Deletes));
        // 40 calls and 400 calls.
        Assert.Equal(440, usage.IngestInvocations);
    }

    [Fact]
    public void A_batch_larger_than_ten_saves_invocations_but_no_requests()
    {
        var usage = new UsageModel(GivenCost.Thousand().WithBatches(100, 100) with { FirstMoves = 0, SecondMoves = 0, Sweeps = 0 });

        Assert.Equal((100m, 100m), (usage.Receives, usage.Deletes));
        Assert.Equal((10m, 10m), (usage.ProcessorInvocations, usage.NotifierInvocations));
        Assert.Equal(100, usage.EventSends(GivenCost.Settings.Consumers[0]));
    }

    [Fact]
    public void Large_messages_are_billed_for_each_started_64_KB_of_a_request()
    {
        // Ten messages of 20,000 bytes are 200,000: four times 64 KB. A delete has no bodies.
        var usage = new UsageModel(GivenCost.Thousand() with { MessageBytes = 20_000, EventBytes = 7_000, FirstMoves = 0, SecondMoves = 0 });

        Assert.Equal((400m, 400m, 100m), (usage.OrderSends, usage.Receives, usage.Deletes));
        // Ten events of 7,000 bytes are 70,000: two.
        Assert.Equal((200m, 200m, 100m), (usage.EventSends(GivenCost.Settings.Consumers[0]), usage.EventReceives(GivenCost.Settings.Consumers[0]), usage.EventDeletes(GivenCost.Settings.Consumers[0])));
    }

    [Fact]
    public void A_consumer_gets_the_events_that_it_wants_and_no_others()
    {
        var consumer = GivenCost.Settings.Consumers[0];
        var inputs = GivenCost.Thousand() with { FirstMoves = 1, SecondMoves = 0.5m };

        Assert.Equal(2500, inputs.EventsOf(consumer with { Types = ["orders.placed.v1", "orders.status_changed.v1", "orders.removed.v1"] }));
        Assert.Equal(1000, inputs.EventsOf(consumer with { Types = ["orders.placed.v1"] }));
        Assert.Equal(1500, inputs.EventsOf(consumer with { Types = ["orders.status_changed.v1"] }));
        Assert.Equal(0, inputs.EventsOf(consumer with { Types = ["orders.removed.v1"] }));
    }

    [Fact]
    public void A_key_costs_half_a_read_unit_and_a_change_over_HTTP_a_whole_one()
    {
        var usage = new UsageModel(GivenCost.Thousand() with { OrdersOverHttp = 0.5m, Keyed = 0.8m, FirstMoves = 1, SecondMoves = 0, ChangesOverHttp = 0.1m });

        Assert.Equal((200m, 100m), (usage.ReplayReadUnits, usage.ChangeReadUnits));
    }

    [Fact]
    public void An_idle_queue_and_the_expiry_cost_what_they_cost()
    {
        var usage = new UsageModel(GivenCost.Thousand());

        // 5 long polls of 20 s for 730 hours: 5 × 730 × 180.
        Assert.Equal(657_000, usage.EmptyReceives);
        var settings = GivenCost.Settings with { Senders = [new SenderSettings { Name = "market", Queue = "orders-market", MaximumConcurrency = 2 }] };
        Assert.Equal(2 * 657_000, new UsageModel(GivenCost.Thousand() with { Settings = settings }).EmptyReceives);
        Assert.Equal(730 * 3, usage.SweepRequests);
        // The 64 shards that an index may have, half a unit each.
        Assert.Equal(730 * 32, usage.SweepReadUnits);
    }

    [Fact]
    public void A_request_to_the_API_is_billed_for_each_started_512_KB()
    {
        // 2 calls of 500 orders of 1,200 B are 600,000 B each: 2 requests; 250 changes are a request each.
        var usage = new UsageModel(GivenCost.Thousand() with { OrdersPerCall = 500, MessageBytes = 1200, FirstMoves = 1, SecondMoves = 0, ChangesOverHttp = 0.25m });

        Assert.Equal(2 * 2 + 250, usage.HttpRequests);
        Assert.Equal(100, new UsageModel(GivenCost.Thousand()).HttpRequests);
    }

    [Fact]
    public void A_trace_is_recorded_of_the_first_invocation_of_each_second_and_of_5_per_cent_of_the_others()
    {
        var full = GivenCost.Thousand() with { FirstMoves = 0, SecondMoves = 0, Sweeps = 0 };

        // 100 of Ingest, 100 of the Processor, 10 of the Notifier: fewer than a month has seconds.
        Assert.Equal(210, new UsageModel(full).Traces);
        // A month of 730 hours has 2,628,000 seconds. Twice as many invocations of Ingest and of the Processor, and none beyond of the Notifier.
        Assert.Equal(2 * (2_628_000 + 131_400) + 525_600, new UsageModel(full with { Orders = 52_560_000 }).Traces);
    }

    [Fact]
    public void Logs_are_billed_by_invocation_and_by_request()
    {
        var usage = new UsageModel(GivenCost.Thousand() with { FirstMoves = 0, SecondMoves = 0, Sweeps = 0, LogBytes = 1000 });

        // 100 + 100 + 10 invocations, and 100 requests of 350 B.
        Assert.Equal((210 * 1000m + 100 * 350m) / (1024 * 1024), usage.LogMegabytes);
    }

    [Fact]
    public void Time_is_billed_by_the_memory_of_each_function()
    {
        var settings = GivenCost.Settings with { Ingest = GivenCost.Settings.Ingest with { MemoryMb = 2048 } };
        var usage = new UsageModel(GivenCost.Thousand() with { Settings = settings, OrdersPerCall = 1, IngestMs = 30, FirstMoves = 0, SecondMoves = 0 });

        // 1,000 invocations × 0.03 s × 2 GB.
        Assert.Equal(60, usage.IngestGbSeconds);
    }
}

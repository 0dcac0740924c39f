using Orders.Events;
using Orders.Model;
using Orders.Operations.Events;
using Orders.Queues;
using Orders.Resilience;
using Orders.Tests.Unit.Support;
using static Orders.Tests.Unit.Support.NotifierHarness;

namespace Orders.Tests.Unit.Events;

public sealed class PastEventsTests
{
    private static readonly Order Placed = Given.Order() with
    {
        Content = Given.Content() with { CustomerEmail = "ann@example.com", Metadata = new Dictionary<string, string> { ["colour"] = "blue" } },
    };

    private static readonly Order Taken = Moved(Placed, OrderStatus.Processing, "picked up");
    private static readonly Order Done = Moved(Taken, OrderStatus.Completed, reason: null);

    private readonly NotifierHarness _notifier = new(Consumer("warehouse"), Consumer("mail", PersonalFields.All));

    [Fact]
    public async Task A_replayed_event_is_the_original_to_the_byte()
    {
        await _notifier.HandleAsync(StreamRecord.Insert("1", Placed), StreamRecord.Modify("2", Placed, Taken), StreamRecord.Modify("3", Taken, Done));

        var replayed = await ReplayAsync(Done);

        Assert.Equal(3, Bodies(_notifier.Sqs, "warehouse").Count);
        Assert.Equal(Bodies(_notifier.Sqs, "warehouse"), Bodies(replayed, "warehouse"));
        Assert.Equal(Bodies(_notifier.Sqs, "mail"), Bodies(replayed, "mail"));
    }

    [Fact]
    public async Task The_trace_is_that_of_the_last_change_and_no_earlier_event_claims_it()
    {
        var placed = Placed with { TraceParent = Given.Trace };
        var taken = Moved(placed, OrderStatus.Processing, reason: null) with { TraceParent = Given.Trace.Replace("4bf9", "1bf9", StringComparison.Ordinal) };
        await _notifier.HandleAsync(StreamRecord.Insert("1", placed), StreamRecord.Modify("2", placed, taken));

        var replayed = await ReplayAsync(taken);

        var (originals, repeats) = (Bodies(_notifier.Sqs, "mail"), Bodies(replayed, "mail"));
        Assert.Equal(originals[0].Replace($"\"traceparent\":\"{Given.Trace}\",", "", StringComparison.Ordinal), repeats[0]);
        Assert.NotEqual(originals[0], repeats[0]);
        Assert.Equal(originals[1], repeats[1]);
    }

    [Fact]
    public void A_row_that_somebody_else_changed_tells_no_past()
    {
        Assert.Empty(PastEvents.Of(Done with { Version = 5 }));
        Assert.Empty(PastEvents.Of(Done with { Status = OrderStatus.Cancelled }));
        Assert.Empty(PastEvents.Of(Placed with { Status = OrderStatus.Processing }));
    }

    private static Order Moved(Order order, OrderStatus to, string? reason) => order with
    {
        Status = to,
        Version = order.Version + 1,
        UpdatedAt = order.UpdatedAt.AddSeconds(1),
        History = [.. order.History, new StatusChange(to, order.UpdatedAt.AddSeconds(1), reason)],
    };

    private static async Task<FakeSqs> ReplayAsync(Order row)
    {
        var sqs = new FakeSqs();
        var sender = new QueueSender(sqs, new AwsPipelines(TimeProvider.System, static () => 0.5).Sqs);
        Orders.Events.Consumer[] consumers = [Consumer("warehouse"), Consumer("mail", PersonalFields.All)];
        var report = await new Replayer(sender, consumers, "/orders", Given.Now)
            .RunAsync(new[] { new ReplayBatch(PastEvents.Of(row)) }.ToAsyncEnumerable(), delete: null, static _ => { }, Given.Token);
        Assert.True(report.IsWell);
        return sqs;
    }

    private static List<string> Bodies(FakeSqs sqs, string consumer) => [.. sqs.Messages(QueueOf(consumer)).Select(static entry => entry.MessageBody)];
}

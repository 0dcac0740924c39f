using System.Text.Json;
using Orders.Events;
using Orders.Model;
using Orders.Tests.Unit.Support;
using static Orders.Tests.Unit.Support.NotifierHarness;

namespace Orders.Tests.Unit.Notifier;

public sealed class DeliveryTests
{
    private static readonly Order Placed = Given.Order() with { TraceParent = Given.Trace, Content = Given.Content() with { CustomerEmail = "ann@example.com" } };

    private readonly NotifierHarness _notifier = new();

    private static IEnumerable<string> PersonalOf(JsonElement sent) =>
        PersonalFields.All.Where(name => sent.GetProperty("data").GetProperty("order").TryGetProperty(name, out _));

    [Fact]
    public async Task A_new_row_is_an_order_placed()
    {
        Assert.Null(await _notifier.HandleAsync(StreamRecord.Insert("100", Placed)));
        var message = Assert.Single(_notifier.Sqs.Messages(QueueOf("warehouse")));
        Assert.Equal((Placed.Id.ToString(), $"{Placed.Id}:1"), (message.MessageGroupId, message.MessageDeduplicationId));

        var placed = Wire.Parse(message.MessageBody);
        Assert.Equal(
            ("1.0", $"{Placed.Id}:1", "/orders", "orders.placed.v1", Placed.Id.ToString()),
            (placed.Text("specversion"), placed.Text("id"), placed.Text("source"), placed.Text("type"), placed.Text("subject")));
        Assert.Equal(
            ("2026-11-23T22:28:00.123Z", "application/json", "0000000001", Given.Trace),
            (placed.Text("time"), placed.Text("datacontenttype"), placed.Text("sequence"), placed.Text("traceparent")));
        var data = placed.GetProperty("data");
        Assert.Equal(("PENDING", "kettle"), (data.Text("status"), data.GetProperty("order").Text("item")));
        Assert.False(data.TryGetProperty("previous_status", out _));
        Assert.Equal(1, _notifier.Lines.Metric("EventsSent"));
    }

    [Fact]
    public async Task A_new_status_is_a_change_with_both_statuses()
    {
        Assert.Null(await _notifier.HandleAsync(StreamRecord.Modify("100", Placed, Placed.After(OrderStatus.Cancelled))));
        var changed = Assert.Single(_notifier.Events());
        Assert.Equal(("orders.status_changed.v1", $"{Placed.Id}:2", "2026-11-23T22:28:01.123Z"), (changed.Text("type"), changed.Text("id"), changed.Text("time")));
        Assert.Equal(("CANCELLED", "PENDING"), (changed.GetProperty("data").Text("status"), changed.GetProperty("data").Text("previous_status")));
    }

    [Fact]
    public async Task A_change_is_told_with_its_own_reason_and_not_that_of_an_earlier_one()
    {
        var processing = Placed.After(OrderStatus.Processing) with { History = [new(OrderStatus.Processing, Given.Now, "picked")] };
        var cancelled = processing.After(OrderStatus.Cancelled);
        Assert.Null(await _notifier.HandleAsync(
            StreamRecord.Modify("100", Placed, processing),
            StreamRecord.Modify("101", processing, cancelled with { History = [processing.History[0], cancelled.History[1] with { Reason = "sold out" }] })));
        Assert.Equal(["picked", "sold out"], _notifier.Events().Select(static sent => sent.GetProperty("data").Text("reason")));
    }

    [Theory]
    [InlineData(true, "time_to_live")]
    [InlineData(false, "deleted")]
    public async Task A_removal_by_the_tables_time_to_live_is_told_from_somebodys(bool byTimeToLive, string reason)
    {
        Assert.Null(await _notifier.HandleAsync(StreamRecord.Remove("100", Placed.After(OrderStatus.Processing), byTimeToLive)));
        var removed = Assert.Single(_notifier.Events());
        Assert.Equal(("orders.removed.v1", $"{Placed.Id}:3"), (removed.Text("type"), removed.Text("id")));
        Assert.Equal((reason, "PROCESSING"), (removed.GetProperty("data").Text("reason"), removed.GetProperty("data").Text("previous_status")));
    }

    [Theory]
    [InlineData("User", "dynamodb.amazonaws.com")]
    [InlineData("Service", "replication.dynamodb.amazonaws.com")]
    public async Task Another_identity_is_not_the_tables_time_to_live(string type, string principal)
    {
        var record = StreamRecord.Remove("100", Placed);
        record.UserIdentity = new() { Type = type, PrincipalId = principal };
        await _notifier.HandleAsync(record);
        Assert.Equal("deleted", _notifier.Events()[0].GetProperty("data").Text("reason"));
    }

    [Fact]
    public async Task A_change_without_a_new_status_tells_consumers_nothing()
    {
        Assert.Null(await _notifier.HandleAsync(
            StreamRecord.Modify("100", Placed, Placed), StreamRecord.Modify("101", Placed, Placed with { Version = 2, TraceParent = null })));
        Assert.Empty(_notifier.Sqs.Sends);
    }

    [Fact]
    public async Task An_erasure_tells_consumers_nothing_and_the_next_event_has_no_personal_field()
    {
        var erased = Placed with { ErasedAt = Given.Now, Content = Placed.Content with { CustomerName = null, CustomerEmail = null } };
        var notifier = new NotifierHarness(Consumer("mailer", PersonalFields.All));

        Assert.Null(await notifier.HandleAsync(
            StreamRecord.Modify("100", Placed, erased), StreamRecord.Modify("101", erased, erased.After(OrderStatus.Processing)), StreamRecord.Remove("102", erased.After(OrderStatus.Processing))));

        Assert.Empty(notifier.Quarantined);
        Assert.Equal(["orders.status_changed.v1", "orders.removed.v1"], notifier.Events("mailer").Select(static sent => sent.Text("type")));
        Assert.All(notifier.Events("mailer"), static sent => Assert.Empty(PersonalOf(sent)));
    }

    [Fact]
    public async Task An_empty_batch_is_done() => Assert.Null(await _notifier.HandleAsync());

    [Fact]
    public async Task Each_consumer_gets_the_types_it_is_interested_in_and_personal_fields_only_where_listed()
    {
        var notifier = new NotifierHarness(
            Consumer("all"), Consumer("mailer", new HashSet<string> { "customer_email" }, EventTypes.Placed), Consumer("archive", PersonalFields.None, EventTypes.Removed));
        Assert.Null(await notifier.HandleAsync(StreamRecord.Insert("100", Placed), StreamRecord.Modify("101", Placed, Placed.After(OrderStatus.Processing))));
        Assert.Equal(["orders.placed.v1", "orders.status_changed.v1"], notifier.Events("all").Select(static sent => sent.Text("type")));
        Assert.Equal(["orders.placed.v1"], notifier.Events("mailer").Select(static sent => sent.Text("type")));
        Assert.Empty(notifier.Events("archive"));
        Assert.Equal("ann@example.com", notifier.Events("mailer")[0].GetProperty("data").GetProperty("order").Text("customer_email"));
        Assert.All(notifier.Events("all"), static sent => Assert.Empty(PersonalOf(sent)));
        Assert.Equal(["customer_email"], PersonalOf(notifier.Events("mailer")[0]));
        Assert.Equal(3, notifier.Lines.Metric("EventsSent"));
    }

    [Fact]
    public async Task An_orders_events_never_share_a_request_and_go_in_their_order()
    {
        var other = Given.Order("key-2");
        Assert.Null(await _notifier.HandleAsync(
            StreamRecord.Insert("100", Placed),
            StreamRecord.Modify("101", Placed, Placed.After(OrderStatus.Processing)),
            StreamRecord.Insert("102", other),
            StreamRecord.Modify("103", Placed.After(OrderStatus.Processing), Placed.After(OrderStatus.Processing, OrderStatus.Completed))));
        Assert.Equal([2, 1, 1], _notifier.Sqs.Sends.Select(static send => send.Entries.Count));
        Assert.Equal(
            ["0000000001", "0000000002", "0000000003"],
            _notifier.Events().Where(static sent => sent.Text("subject") == Placed.Id.ToString()).Select(static sent => sent.Text("sequence")));
    }

    [Fact]
    public async Task A_batch_stops_at_the_first_event_that_one_consumer_did_not_get()
    {
        var notifier = new NotifierHarness(Consumer("a"), Consumer("b"));
        var orders = Enumerable.Range(0, 5).Select(static i => Given.Order($"key-{i}")).ToList();
        notifier.Sqs.RefuseEntry = (entry, _) =>
            entry.MessageGroupId == orders[3].Id.ToString() || entry.MessageGroupId == orders[1].Id.ToString() ? Faults.Transient : null;
        Assert.Equal("101", await notifier.HandleAsync([.. orders.Select(static (order, index) => StreamRecord.Insert($"{100 + index}", order))]));
        Assert.Equal(3, notifier.Events("a").Count);
        Assert.Equal(("101", "InternalError"), (Assert.Single(notifier.Lines.Of("BatchStopped")).Text("SequenceNumber"), notifier.Lines.Of("BatchStopped")[0].Text("Cause")));
        Assert.Equal(1, notifier.Lines.Metric("BatchesStopped"));
    }

    [Fact]
    public async Task The_lowest_failure_of_all_consumers_counts_and_the_others_go_on()
    {
        var notifier = new NotifierHarness(Consumer("a"), Consumer("b"), Consumer("c"));
        var orders = Enumerable.Range(0, 4).Select(static i => Given.Order($"key-{i}")).ToList();
        notifier.Sqs.FailBefore = (send, _) => send.QueueUrl == QueueOf("b") ? Faults.Sqs("ServiceUnavailable", 503) : null;
        notifier.Sqs.RefuseEntry = (entry, _) => entry.MessageGroupId == orders[2].Id.ToString() ? Faults.Permanent : null;
        Assert.Equal("100", await notifier.HandleAsync([.. orders.Select(static (order, index) => StreamRecord.Insert($"{100 + index}", order))]));
        Assert.Empty(notifier.Events("b"));
        Assert.Equal((3, 3), (notifier.Events("a").Count, notifier.Events("c").Count));
        Assert.Equal("b", Assert.Single(notifier.Lines.Of("BatchStopped")).Text("Consumer"));
    }

    [Fact]
    public async Task Nothing_later_of_an_order_is_sent_after_a_failure()
    {
        _notifier.Sqs.RefuseEntry = static (entry, _) => entry.MessageDeduplicationId.EndsWith(":1", StringComparison.Ordinal) ? Faults.Transient : null;
        Assert.Equal("100", await _notifier.HandleAsync(
            StreamRecord.Insert("100", Placed), StreamRecord.Modify("101", Placed, Placed.After(OrderStatus.Processing))));
        Assert.Empty(_notifier.Events());
    }

    [Fact]
    public async Task A_replay_sends_the_same_ids_again()
    {
        var batch = new[] { StreamRecord.Insert("100", Placed), StreamRecord.Modify("101", Placed, Placed.After(OrderStatus.Processing)) };
        await _notifier.HandleAsync(batch);
        await _notifier.HandleAsync(batch);
        var sent = _notifier.Sqs.Messages(QueueOf("warehouse"));
        Assert.Equal(4, sent.Count);
        Assert.Equal([sent[0].MessageDeduplicationId, sent[1].MessageDeduplicationId], [sent[2].MessageDeduplicationId, sent[3].MessageDeduplicationId]);
        Assert.Equal([sent[0].MessageBody, sent[1].MessageBody], [sent[2].MessageBody, sent[3].MessageBody]);
    }

    [Fact]
    public async Task When_the_time_is_up_the_batch_stops_where_it_is()
    {
        _notifier.Context.RemainingTime = TimeSpan.FromSeconds(5);
        _notifier.Sqs.FailBefore = (_, call) =>
        {
            if (call == 2)
            {
                _notifier.Time.Advance(TimeSpan.FromSeconds(4));
            }

            return null;
        };
        var processing = Placed.After(OrderStatus.Processing);
        Assert.Equal("101", await _notifier.HandleAsync(
            StreamRecord.Insert("100", Placed),
            StreamRecord.Modify("101", Placed, processing),
            StreamRecord.Modify("102", processing, Placed.After(OrderStatus.Processing, OrderStatus.Completed))));
        Assert.Single(_notifier.Events());
        Assert.InRange(_notifier.Context.RemainingTime, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Nothing_of_an_order_that_its_sender_would_keep_to_himself_is_logged()
    {
        var secret = Placed with
        {
            Content = new OrderContent { Item = "secret", Quantity = 1, CustomerName = "secret", CustomerEmail = "secret@example.com", Metadata = new Dictionary<string, string> { ["secret"] = "secret" } },
        };
        _notifier.Sqs.RefuseEntry = static (_, _) => Faults.Permanent;
        Assert.Equal("100", await _notifier.HandleAsync(StreamRecord.Insert("100", secret)));
        Assert.DoesNotContain("secret", _notifier.Lines.Text, StringComparison.Ordinal);
    }
}

using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Processor;
using Orders.Tests.Unit.Support;
using static Orders.Tests.Unit.Support.ProcessorHarness;

namespace Orders.Tests.Unit.Processor;

public sealed class BatchOutcomeTests
{
    private static readonly OrderId Id = OrderId.FromKey("queue", "key-1");

    private readonly ProcessorHarness _processor = new();

    [Fact]
    public async Task A_batch_of_mixed_outcomes_hands_back_only_what_may_still_be_done()
    {
        _processor.DynamoDb.Add(Given.Order("seen"));
        _processor.DynamoDb.Add(Given.Order("moving"));
        var again = await _processor.HandleAsync(
            Message("placed", Place("key-1")),
            Message("duplicate", Place("seen")),
            Message("conflict", Place("seen", quantity: 3)),
            Message("poison", "{"),
            Message("changed", Change(OrderId.FromKey("queue", "moving"), OrderStatus.Processing)),
            Message("waiting", Change(OrderId.FromKey("queue", "later"), OrderStatus.Processing)));

        Assert.Equal(["waiting"], again);
        Assert.NotNull(_processor.DynamoDb.Find(Id));
        Assert.Equal(OrderStatus.Processing, _processor.DynamoDb.Find(OrderId.FromKey("queue", "moving"))?.Status);
        Assert.Equal(
            [("body", "malformed_json"), ("idempotency_key", "key_conflict")],
            _processor.DeadLetters.Select(FieldAndCode).Order());
        Assert.Equal(1, _processor.Lines.Metric("OrdersPlaced"));
        Assert.Equal(1, _processor.Lines.Metric("Duplicates"));
        Assert.Equal(2, _processor.Lines.Metric("DeadLetters"));
        Assert.Equal(1, _processor.Lines.Metric("KeyConflicts"));
        Assert.Equal(1, _processor.Lines.Metric("StatusesChanged"));
        Assert.Equal(1, _processor.Lines.Metric("MessagesReturnedForRetry"));
    }

    [Fact]
    public async Task An_empty_batch_is_done()
    {
        Assert.Empty(await _processor.HandleAsync());
        Assert.Empty(_processor.DynamoDb.Requests);
    }

    [Fact]
    public async Task A_poison_record_does_not_hold_up_its_neighbours()
    {
        var messages = Enumerable.Range(0, 10).Select(static i => Message($"m{i}", i % 3 == 0 ? "\0" : Place($"key-{i}"))).ToArray();
        Assert.Empty(await _processor.HandleAsync(messages));
        Assert.Equal(6, _processor.DynamoDb.Rows.Count);
        Assert.Equal(4, _processor.DeadLetters.Count);
    }

    [Fact]
    public async Task A_row_holds_what_the_message_said()
    {
        var message = Message("m", """
            {"type":"order.place","idempotency_key":"key-1","source":"pos-7","item":"kettle","quantity":2,"customer_name":"Ann",
             "customer_email":"ann@example.com","metadata":{"shop":"7"},"placed_at":"2026-11-20T10:00:00+01:00"}
            """);
        message.MessageAttributes["traceparent"] = new() { DataType = "String", StringValue = Given.Trace };
        Assert.Empty(await _processor.HandleAsync(message));

        var order = _processor.DynamoDb.Find(OrderId.FromKey("pos-7", "key-1"))!;
        var placedAt = new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal(("pos-7", "key-1", placedAt, placedAt, 1), (order.Owner, order.IdempotencyKey, order.CreatedAt, order.UpdatedAt, order.Version));
        Assert.Equal(("kettle", 2, "Ann", "ann@example.com"), (order.Content.Item, order.Content.Quantity, order.Content.CustomerName, order.Content.CustomerEmail));
        Assert.Equal("7", order.Content.Metadata["shop"]);
        Assert.Equal(Given.Trace, order.TraceParent);
        Assert.Equal(OrderStatus.Pending, order.Status);
        Assert.StartsWith("PENDING#", _processor.DynamoDb.Rows[order.Id.ToString()]["status_shard"].S, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"item":"kettle","quantity":2,"idempotency_key":"k","owner":"o","source":"s"}""", "o")]
    [InlineData("""{"item":"kettle","quantity":2,"idempotency_key":"k","source":"s"}""", "s")]
    [InlineData("""{"item":"kettle","quantity":2,"idempotency_key":"k"}""", "queue")]
    public async Task A_key_is_scoped_by_the_owner_else_the_source_else_the_queue(string body, string owner)
    {
        await _processor.HandleAsync(Message("m", body));
        Assert.Equal(owner, _processor.DynamoDb.Find(OrderId.FromKey(owner, "k"))?.Owner);
    }

    [Fact]
    public async Task An_order_delivered_twice_in_one_batch_is_written_once()
    {
        Assert.Empty(await _processor.HandleAsync(Message("a", Place("key-1")), Message("b", Place("key-1"))));
        Assert.Single(_processor.DynamoDb.Rows);
        Assert.Equal(1, _processor.Lines.Metric("OrdersPlaced"));
        Assert.Equal(1, _processor.Lines.Metric("Duplicates"));
    }

    [Fact]
    public async Task Twice_the_same_key_with_other_content_keeps_the_first_and_puts_the_second_away()
    {
        Assert.Empty(await _processor.HandleAsync(Message("a", Place("key-1", quantity: 1)), Message("b", Place("key-1", quantity: 9))));
        Assert.Equal(1, _processor.DynamoDb.Find(Id)?.Content.Quantity);
        Assert.Equal(Place("key-1", quantity: 9), Assert.Single(_processor.DeadLetters).MessageBody);
    }

    [Theory]
    [InlineData(OrderStatus.Processing)]
    [InlineData(OrderStatus.Cancelled)]
    [InlineData(OrderStatus.Expired)]
    public async Task A_placement_delivered_late_never_resets_a_later_status(OrderStatus status)
    {
        var order = Given.Order().After(status);
        _processor.DynamoDb.Add(order);
        Assert.Empty(await _processor.HandleAsync(Message("late", Place("key-1"))));
        Assert.Equal(status, _processor.DynamoDb.Find(Id)?.Status);
        Assert.Equal(2, _processor.DynamoDb.Find(Id)?.Version);
        Assert.Empty(_processor.DeadLetters);
    }

    [Fact]
    public async Task An_order_id_used_by_another_owner_is_a_conflict_and_not_a_repeat()
    {
        var theirs = Given.Order(owner: "jwt:them") with { IdempotencyKey = null };
        _processor.DynamoDb.Add(theirs);
        await _processor.HandleAsync(Message("m", $$"""{"order_id":"{{theirs.Id}}","item":"kettle","quantity":2}"""));
        Assert.Equal(("order_id", "key_conflict"), FieldAndCode(Assert.Single(_processor.DeadLetters)));
        Assert.Equal("jwt:them", _processor.DynamoDb.Find(theirs.Id)?.Owner);
    }

    [Fact]
    public async Task The_first_place_and_its_change_in_one_batch_are_done_in_order()
    {
        Assert.Empty(await _processor.HandleAsync(
            Message("a", Place("key-1")), Message("b", Change(Id, OrderStatus.Processing)), Message("c", Change(Id, OrderStatus.Completed))));
        var order = _processor.DynamoDb.Find(Id)!;
        Assert.Equal((OrderStatus.Completed, 3), (order.Status, order.Version));
        Assert.Equal([OrderStatus.Processing, OrderStatus.Completed], order.History.Select(static change => change.Status));
        Assert.False(_processor.DynamoDb.Rows[Id.ToString()].ContainsKey("status_shard"));
    }

    [Fact]
    public async Task More_than_25_orders_take_two_requests_and_each_is_written_once()
    {
        var messages = Enumerable.Range(0, 60).Select(static i => Message($"m{i}", Place($"key-{i}"))).ToArray();
        Assert.Empty(await _processor.HandleAsync(messages));
        Assert.Equal(60, _processor.DynamoDb.Rows.Count);
        Assert.Equal([10, 25, 25], _processor.DynamoDb.Sent<BatchExecuteStatementRequest>().Select(static request => request.Statements.Count).Order());
        Assert.Empty(_processor.DynamoDb.Sent<BatchGetItemRequest>());
    }

    [Fact]
    public async Task Sixty_repeats_are_told_from_conflicts_by_one_consistent_read()
    {
        for (var i = 0; i < 60; i++)
        {
            _processor.DynamoDb.Add(Given.Order($"key-{i}"));
        }

        Assert.Empty(await _processor.HandleAsync([.. Enumerable.Range(0, 60).Select(static i => Message($"m{i}", Place($"key-{i}", quantity: i == 7 ? 3 : 2)))]));
        var read = Assert.Single(_processor.DynamoDb.Sent<BatchGetItemRequest>());
        Assert.True(read.RequestItems[Given.TableName].ConsistentRead);
        Assert.Equal(Place("key-7", quantity: 3), Assert.Single(_processor.DeadLetters).MessageBody);
    }

    [Theory]
    [InlineData(OrderStatus.Expired, "PROCESSING", OrderStatus.Processing)]
    [InlineData(OrderStatus.Processing, "CANCELLED", OrderStatus.Cancelled)]
    public async Task An_illegal_move_is_put_away_with_both_ends(OrderStatus to, string from, params OrderStatus[] before)
    {
        _processor.DynamoDb.Add(Given.Order().After(before));
        Assert.Empty(await _processor.HandleAsync(Message("m", Change(Id, to))));
        var letter = Assert.Single(_processor.DeadLetters);
        Assert.Equal(("status", "illegal_transition"), FieldAndCode(letter));
        Assert.Contains($"from {from} to {to.ToWire()}", Reason(letter).Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_expects_another_version_is_put_away()
    {
        _processor.DynamoDb.Add(Given.Order().After(OrderStatus.Processing));
        Assert.Empty(await _processor.HandleAsync(Message("m", Change(Id, OrderStatus.Cancelled, version: 1))));
        Assert.Equal(("expected_version", "version_conflict"), FieldAndCode(Assert.Single(_processor.DeadLetters)));
    }

    [Fact]
    public async Task A_change_delivered_twice_is_made_once()
    {
        _processor.DynamoDb.Add(Given.Order());
        Assert.Empty(await _processor.HandleAsync(Message("a", Change(Id, OrderStatus.Processing)), Message("b", Change(Id, OrderStatus.Processing))));
        Assert.Equal(2, _processor.DynamoDb.Find(Id)?.Version);
        Assert.Empty(_processor.DeadLetters);
        Assert.Equal(1, _processor.Lines.Metric("Duplicates"));
    }

    [Fact]
    public async Task Nothing_of_an_order_that_its_sender_would_keep_to_himself_is_logged()
    {
        const string secret = """{"idempotency_key":"secret-key","item":"secret-item","quantity":2,"customer_name":"secret-name","customer_email":"secret@example.com","metadata":{"secret-meta":"secret-value"}}""";
        _processor.DynamoDb.FailBefore = static (request, call) => request is BatchExecuteStatementRequest && call == 1
            ? new InvalidOperationException("secret-item of a bug")
            : null;
        await Assert.ThrowsAsync<BatchFailedException>(() => _processor.HandleAsync(Message("a", secret)));
        await _processor.HandleAsync(Message("a", secret), Message("b", secret.Replace("\"quantity\":2", "\"quantity\":3", StringComparison.Ordinal)), Message("c", secret + "x"));

        Assert.NotEmpty(_processor.Lines.Of("MessageRejected"));
        Assert.NotEmpty(_processor.Lines.Of("BatchFailed"));
        Assert.DoesNotContain("secret", _processor.Lines.Text, StringComparison.Ordinal);
    }
}

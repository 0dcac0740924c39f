using Amazon.DynamoDBv2.Model;
using Orders.Events;
using Orders.Model;
using Orders.Storage;
using Orders.Tests.Unit.Support;
using static Orders.Tests.Unit.Support.ProcessorHarness;

namespace Orders.Tests.Unit.Processor;

/// <summary>A rejected placement is recorded in the table, so that its sender may ask and consumers hear of it.</summary>
public sealed class RejectedPlacementTests
{
    private static readonly OrderId Id = OrderId.FromKey("queue", "key-1");

    private readonly ProcessorHarness _processor = new();

    [Fact]
    public async Task A_rejected_placement_has_a_row_with_owner_key_reason_and_trace()
    {
        var message = Message("m", """{"idempotency_key":"k","owner":"shop","item":"kettle","quantity":0}""");
        message.MessageAttributes["traceparent"] = new() { DataType = "String", StringValue = Given.Trace };

        Assert.Empty(await _processor.HandleAsync(message));

        var id = OrderId.FromKey("shop", "k");
        var rejected = Rejected(id)!;
        Assert.Equal(new PlacementIdentity(id, "shop", "k"), rejected.Placement);
        Assert.Equal(("quantity", "range"), (rejected.Reason.Field, rejected.Reason.Code));
        Assert.Equal((Given.Now, Given.Trace), (rejected.RejectedAt, rejected.TraceParent));
        Assert.Null(_processor.DynamoDb.Find(id));
        Assert.Single(_processor.DeadLetters);
    }

    [Theory]
    [InlineData("""{"idempotency_key":"key-1","item":"kettle","quantity":0}""", true)]
    [InlineData("""{"type":"order.place","idempotency_key":"key-1","quantity":1}""", true)]
    [InlineData("""{"idempotency_key":"key-1","item":"kettle","quantity":1,"colour":"red"}""", true)]
    [InlineData("""{"idempotency_key":"key-1","idempotency_key":"key-2","item":"kettle","quantity":1}""", false)]
    [InlineData("""{"idempotency_key":"key-1","owner":7,"item":"kettle","quantity":1}""", false)]
    [InlineData("""{"idempotency_key":"key-1","source":"","item":"kettle","quantity":1}""", false)]
    [InlineData("""{"idempotency_key":"key-1","order_id":"33ce1635-8f44-8ead-9e06-9175cbb6557b","item":"kettle","quantity":1}""", false)]
    [InlineData("""{"type":"order.unknown","idempotency_key":"key-1","item":"kettle","quantity":1}""", false)]
    [InlineData("""{"idempotency_key":"key-1","a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"j":1,"owner":7}""", false)]
    [InlineData("""{"item":"kettle","quantity":0}""", false)]
    [InlineData("""{"idempotency_key":"key-1","item""", false)]
    [InlineData("7", false)]
    public async Task It_is_recorded_only_if_order_and_owner_are_certain(string body, bool isRecorded)
    {
        Assert.Empty(await _processor.HandleAsync(Message("m", body)));

        Assert.Single(_processor.DeadLetters);
        Assert.Equal(isRecorded ? 1 : 0, _processor.DynamoDb.Rejected.Count);
        Assert.Equal(isRecorded, Rejected(Id) is not null);
    }

    [Fact]
    public async Task An_order_id_without_a_key_identifies_the_order()
    {
        var id = OrderId.Create(Given.Now, static bytes => bytes.Fill(7));

        await _processor.HandleAsync(Message("m", $$"""{"order_id":"{{id}}","item":"kettle","quantity":0}"""));

        Assert.Equal(new PlacementIdentity(id, "queue", null), Rejected(id)?.Placement);
    }

    [Fact]
    public async Task It_has_the_time_to_live_of_the_table_from_the_start()
    {
        var processor = new ProcessorHarness(Given.Table with { TimeToLive = TimeSpan.FromDays(30) });

        await processor.HandleAsync(Message("m", Place("key-1", quantity: 0)));

        Assert.Equal($"{Given.Now.AddDays(30).ToUnixTimeSeconds()}", Assert.Single(processor.DynamoDb.Rejected).Value[OrdersTable.RemoveAfter].N);
    }

    [Fact]
    public async Task A_conflict_is_recorded_beside_the_order_that_was_placed()
    {
        _processor.DynamoDb.Add(Given.Order());

        await _processor.HandleAsync(Message("m", Place("key-1", quantity: 9)));

        Assert.Equal(2, _processor.DynamoDb.Find(Id)?.Content.Quantity);
        Assert.Equal("key_conflict", Rejected(Id)?.Reason.Code);
    }

    [Fact]
    public async Task A_rejected_change_is_not_a_rejected_order()
    {
        _processor.DynamoDb.Add(Given.Order().After(OrderStatus.Cancelled));

        await _processor.HandleAsync(Message("m", Change(Id, OrderStatus.Processing)));

        Assert.Single(_processor.DeadLetters);
        Assert.Null(Rejected(Id));
    }

    [Fact]
    public async Task A_second_rejection_keeps_the_first_reason_and_both_letters_are_sent()
    {
        Assert.Empty(await _processor.HandleAsync(
            Message("a", """{"idempotency_key":"key-1","quantity":1}"""), Message("b", """{"idempotency_key":"key-1","item":"kettle","quantity":0}""")));

        Assert.Equal("item", Rejected(Id)?.Reason.Field);
        Assert.Equal(2, _processor.DeadLetters.Count);
    }

    [Fact]
    public async Task A_redriven_and_corrected_placement_is_placed_although_it_was_rejected_before()
    {
        await _processor.HandleAsync(Message("a", Place("key-1", quantity: 0)));
        await _processor.HandleAsync(Message("b", Place("key-1")));

        Assert.Equal((OrderStatus.Pending, 1), (_processor.DynamoDb.Find(Id)?.Status, _processor.DynamoDb.Find(Id)?.Version));
        Assert.Single(_processor.DeadLetters);
    }

    [Fact]
    public async Task A_message_whose_rejection_cannot_be_recorded_is_retried_and_not_dead_lettered()
    {
        _processor.DynamoDb.FailBefore = static (request, _) => request is BatchExecuteStatementRequest ? Faults.DynamoDb("InternalServerError", 500) : null;

        Assert.Equal(["m"], await _processor.HandleAsync(Message("m", Place("key-1", quantity: 0)), Message("poison", "{")));

        Assert.Equal("{", Assert.Single(_processor.DeadLetters).MessageBody);
    }

    [Fact]
    public async Task On_its_last_receive_a_message_is_dead_lettered_even_if_its_rejection_cannot_be_recorded()
    {
        _processor.DynamoDb.FailBefore = static (request, _) => request is BatchExecuteStatementRequest ? Faults.DynamoDb("InternalServerError", 500) : null;

        Assert.Empty(await _processor.HandleAsync(Message("m", Place("key-1", quantity: 0), receiveCount: 5)));

        Assert.Equal(("quantity", "range"), FieldAndCode(Assert.Single(_processor.DeadLetters)));
        Assert.Single(_processor.Lines.Of("RejectionNotRecorded"));
    }

    [Fact]
    public async Task A_rejection_whose_letter_was_not_sent_is_recorded_once_and_its_message_comes_again()
    {
        _processor.Sqs.FailBefore = static (_, _) => Faults.Sqs("ServiceUnavailable", 503);
        Assert.Equal(["m"], await _processor.HandleAsync(Message("m", Place("key-1", quantity: 0)), Message("placed", Place("key-2"))));
        _processor.Sqs.FailBefore = null;

        Assert.Empty(await _processor.HandleAsync(Message("m", Place("key-1", quantity: 0), receiveCount: 2)));

        Assert.Single(_processor.DynamoDb.Rejected);
        Assert.Single(_processor.DeadLetters);
    }

    [Fact]
    public async Task The_row_becomes_one_event_and_its_removal_none()
    {
        await _processor.HandleAsync(Message("m", Place("key-1", quantity: 0)));
        var row = Assert.Single(_processor.DynamoDb.Rejected).Value;

        var told = Changed("INSERT", null, row)!;

        Assert.Equal((EventTypes.Rejected, $"{Id}:0", Given.Now), (told.Type, told.Id, told.Time));
        Assert.Null(Changed("MODIFY", row, row));
        Assert.Null(Changed("REMOVE", row, null));
        row.Remove(OrdersTable.Rejection);
        Assert.Equal("rejection", Assert.Throws<InvalidChangeException>(() => Changed("INSERT", null, row)).Reason.Field);
    }

    private static OrderEvent? Changed(string name, Dictionary<string, AttributeValue>? before, Dictionary<string, AttributeValue>? after) =>
        new StreamChange<AttributeValue> { EventName = name, OldImage = before, NewImage = after, ChangedAt = Given.Now }.ToEvent<SdkAttributeValues>();

    private RejectedOrder? Rejected(OrderId id) =>
        _processor.DynamoDb.Rejected.TryGetValue($"rejected#{id}", out var row) ? RejectionRow.Read<AttributeValue, SdkAttributeValues>(row) : null;
}

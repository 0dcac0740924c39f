using Orders.Model;
using Orders.Processor;
using Orders.Tests.Unit.Support;
using Orders.Validation;
using static Orders.Tests.Unit.Support.ProcessorHarness;

namespace Orders.Tests.Unit.Processor;

/// <summary>The queue of an outside sender says who sends: it places orders of its own, changes only those, and nothing else.</summary>
public sealed class OutsideSenderTests
{
    private const string DeadLetterQueue = "https://sqs.test/000000000000/orders-market-dlq";

    private static readonly SourceQueue Market = new("https://sqs.test/000000000000/orders-market", DeadLetterQueue, "market");
    private static readonly Order Own = Given.Order("m1", owner: "market");
    private static readonly Order Foreign = Given.Order("m1", owner: "queue");

    private readonly ProcessorHarness _processor = new(senders: Market);

    [Theory]
    [InlineData("""{"idempotency_key":"m1","item":"kettle","quantity":2}""")]
    [InlineData("""{"idempotency_key":"m1","item":"kettle","quantity":2,"owner":"market"}""")]
    [InlineData("""{"idempotency_key":"m1","item":"kettle","quantity":2,"source":"till-7"}""")]
    public async Task The_sender_owns_the_orders_that_it_places(string body)
    {
        Assert.Empty(await HandleAsync(body));

        Assert.Equal("market", _processor.DynamoDb.Find(Own.Id)?.Owner);
        Assert.Empty(_processor.Sqs.Sends);
    }

    [Theory]
    [InlineData("""{"idempotency_key":"m1","item":"kettle","quantity":2,"owner":"queue"}""", "owner", ErrorCodes.SenderNotAllowed)]
    [InlineData("""{"order_id":"01982f4e-7a0c-7d31-9b4e-2f60c1d8a951","item":"kettle","quantity":2}""", "idempotency_key", ErrorCodes.Required)]
    [InlineData("""{"type":"order.expire_pending","older_than_hours":1}""", "type", ErrorCodes.SenderNotAllowed)]
    public async Task What_is_not_for_it_goes_to_its_own_dead_letter_queue(string body, string field, string code)
    {
        Assert.Empty(await HandleAsync(body));

        Assert.Equal((field, code), FieldAndCode(Assert.Single(_processor.Sqs.Messages(DeadLetterQueue))));
        Assert.Empty(_processor.DeadLetters);
        Assert.Empty(_processor.DynamoDb.Rows);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task It_changes_its_own_orders_and_no_others(int copies)
    {
        _processor.DynamoDb.Add(Own);
        _processor.DynamoDb.Add(Foreign);

        // Two different orders share a request; a single one does not.
        Assert.Empty(await _processor.HandleAsync([.. new[] { Own, Foreign }.Take(copies).Select(static order => Message($"{order.Owner}", Change(order.Id, OrderStatus.Processing), queue: "orders-market"))]));
        Assert.Empty(await HandleAsync(Change(Foreign.Id, OrderStatus.Processing)));

        Assert.Equal((OrderStatus.Processing, OrderStatus.Pending), (_processor.DynamoDb.Find(Own.Id)?.Status, _processor.DynamoDb.Find(Foreign.Id)?.Status));
        Assert.Equal(copies, _processor.Sqs.Messages(DeadLetterQueue).Count);
        Assert.All(_processor.Sqs.Messages(DeadLetterQueue), static letter => Assert.Equal(("order_id", ErrorCodes.SenderNotAllowed), FieldAndCode(letter)));
    }

    [Fact]
    public async Task Another_owners_order_is_refused_even_if_it_has_made_the_change()
    {
        _processor.DynamoDb.Add(Foreign.After(OrderStatus.Processing));

        Assert.Empty(await HandleAsync(Change(Foreign.Id, OrderStatus.Processing)));

        Assert.Equal(("order_id", ErrorCodes.SenderNotAllowed), FieldAndCode(Assert.Single(_processor.Sqs.Messages(DeadLetterQueue))));
    }

    [Fact]
    public async Task A_change_before_its_placement_waits_on_the_senders_queue()
    {
        Assert.Equal(["m"], await HandleAsync(Change(Own.Id, OrderStatus.Processing)));

        Assert.All(_processor.Sqs.VisibilityChanges, static request => Assert.Equal(Market.Url, request.QueueUrl));
        Assert.NotEmpty(_processor.Sqs.VisibilityChanges);
    }

    [Theory]
    [InlineData("""{"idempotency_key":"m1","item":"kettle","quantity":0}""", true)]
    [InlineData("""{"idempotency_key":"m1","item":"kettle","quantity":0,"owner":"queue"}""", false)]
    [InlineData("""{"order_id":"01982f4e-7a0c-7d31-9b4e-2f60c1d8a951","item":"kettle","quantity":0}""", false)]
    public async Task A_rejection_is_recorded_only_for_an_order_of_its_own(string body, bool isRecorded)
    {
        await HandleAsync(body);

        Assert.Equal(isRecorded ? [$"rejected#{Own.Id}"] : [], _processor.DynamoDb.Rejected.Keys);
    }

    [Theory]
    [InlineData("orders-other")]
    [InlineData("rders")]
    public async Task A_queue_that_the_function_does_not_know_fails_the_invocation(string queue)
    {
        await Assert.ThrowsAsync<UnexpectedEventException>(() => _processor.HandleAsync(Message("m", Place("m1"), queue: queue)));

        Assert.Empty(_processor.DynamoDb.Rows);
    }

    [Fact]
    public async Task Messages_of_two_queues_in_one_event_fail_the_invocation() =>
        await Assert.ThrowsAsync<UnexpectedEventException>(() => _processor.HandleAsync(Message("a", Place("m1")), Message("b", Place("m2"), queue: "orders-market")));

    private Task<IReadOnlyList<string>> HandleAsync(string body) => _processor.HandleAsync(Message("m", body, queue: "orders-market"));
}

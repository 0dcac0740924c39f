using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Tests.Unit.Support;
using static Orders.Tests.Unit.Support.ProcessorHarness;

namespace Orders.Tests.Unit.Processor;

/// <summary>SQS delivers in any order: a change may come before its placement or before the change that makes it legal.</summary>
public sealed class EarlyChangeTests
{
    private static readonly OrderId Id = OrderId.FromKey("queue", "key-1");

    private readonly ProcessorHarness _processor = new();

    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    public async Task A_change_that_overtook_its_predecessor_is_retried_and_then_made(int? expectedVersion)
    {
        _processor.DynamoDb.Add(Given.Order());
        Assert.Equal(["late"], await _processor.HandleAsync(Message("late", Change(Id, OrderStatus.Completed, expectedVersion))));
        Assert.Equal("AwaitsPredecessor", Assert.Single(_processor.Lines.Of("MessageReturnedForRetry")).Text("Cause"));
        Assert.Equal(1, _processor.Lines.Metric("EarlyChanges"));
        Assert.Empty(_processor.DeadLetters);

        Assert.Empty(await _processor.HandleAsync(Message("first", Change(Id, OrderStatus.Processing))));
        Assert.Empty(await _processor.HandleAsync(Message("late", Change(Id, OrderStatus.Completed, expectedVersion), receiveCount: 2)));
        Assert.Equal(OrderStatus.Completed, _processor.DynamoDb.Find(Id)?.Status);
        Assert.Empty(_processor.DeadLetters);
    }

    [Fact]
    public async Task In_one_batch_a_change_is_made_after_whatever_it_waited_for()
    {
        Assert.Empty(await _processor.HandleAsync(
            Message("completed", Change(Id, OrderStatus.Completed, version: 2)),
            Message("processing", Change(Id, OrderStatus.Processing, version: 1)),
            Message("place", Place("key-1"))));
        Assert.Equal([OrderStatus.Processing, OrderStatus.Completed], _processor.DynamoDb.Find(Id)!.History.Select(static change => change.Status));
        Assert.Empty(_processor.DeadLetters);
    }

    [Theory]
    [InlineData(OrderStatus.Expired, null, "status", "illegal_transition")]
    [InlineData(OrderStatus.Pending, null, "status", "illegal_transition")]
    [InlineData(OrderStatus.Expired, 3, "status", "illegal_transition")]
    [InlineData(OrderStatus.Cancelled, 1, "expected_version", "version_conflict")]
    public async Task A_change_that_can_never_become_legal_is_rejected_at_once(OrderStatus to, int? expectedVersion, string field, string code)
    {
        _processor.DynamoDb.Add(Given.Order().After(OrderStatus.Processing));
        Assert.Empty(await _processor.HandleAsync(Message("m", Change(Id, to, expectedVersion))));
        Assert.Equal((field, code), FieldAndCode(Assert.Single(_processor.DeadLetters)));
    }

    [Theory]
    [InlineData(null, "status", "illegal_transition")]
    [InlineData(2, "expected_version", "version_conflict")]
    public async Task A_change_waits_for_its_predecessor_until_the_limit_and_is_then_rejected(int? expectedVersion, string field, string code)
    {
        _processor.DynamoDb.Add(Given.Order());
        var limit = TimeSpan.FromHours(5);
        Assert.Equal(["m"], await _processor.HandleAsync(
            Message("m", Change(Id, OrderStatus.Completed, expectedVersion), receiveCount: 4, age: limit - TimeSpan.FromSeconds(1))));
        Assert.Empty(_processor.DeadLetters);

        Assert.Empty(await _processor.HandleAsync(Message("m", Change(Id, OrderStatus.Completed, expectedVersion), receiveCount: 4, age: limit)));
        Assert.Equal((field, code), FieldAndCode(Assert.Single(_processor.DeadLetters)));
    }

    [Fact]
    public async Task A_change_waits_for_its_placement_until_the_limit_and_is_then_rejected()
    {
        Assert.Empty(await _processor.HandleAsync(Message("m", Change(Id, OrderStatus.Processing), receiveCount: 4, age: TimeSpan.FromHours(5))));
        Assert.Equal(("order_id", "unknown_order"), FieldAndCode(Assert.Single(_processor.DeadLetters)));
    }

    [Fact]
    public async Task The_limit_is_not_for_messages_that_wait_for_an_outage_to_end()
    {
        _processor.DynamoDb.FailStatement = static _ => new BatchStatementError { Code = "ThrottlingError" };
        Assert.Equal(["m"], await _processor.HandleAsync(
            Message("m", Place("key-1"), receiveCount: 4, age: TimeSpan.FromHours(6)), Message("bad", "{")));
    }

    [Fact]
    public async Task A_change_that_failed_ends_the_wait_of_those_behind_it_without_their_being_tried()
    {
        _processor.DynamoDb.Add(Given.Order());
        _processor.DynamoDb.FailBefore = static (request, _) =>
            request is UpdateItemRequest update && update.ExpressionAttributeValues[":status"].S == "PROCESSING" ? Faults.Throttled : null;
        var again = await _processor.HandleAsync(
            Message("other", Place("key-2")), Message("early", Change(Id, OrderStatus.Completed)), Message("fails", Change(Id, OrderStatus.Processing)), Message("behind", Change(Id, OrderStatus.Cancelled)));
        Assert.Equal(["early", "fails", "behind"], again);
        Assert.Equal(["AwaitsPredecessor", "ThrottlingException", "BehindAnother"], _processor.Lines.Of("MessageReturnedForRetry").Select(static line => line.Text("Cause")));
        Assert.Equal(OrderStatus.Pending, _processor.DynamoDb.Find(Id)?.Status);
    }
}

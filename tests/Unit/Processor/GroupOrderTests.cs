using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Tests.Unit.Support;
using static Orders.Tests.Unit.Support.ProcessorHarness;

namespace Orders.Tests.Unit.Processor;

public sealed class GroupOrderTests
{
    private static readonly OrderId Id = OrderId.FromKey("queue", "key-1");

    private readonly ProcessorHarness _processor = new();

    [Fact]
    public async Task What_comes_behind_a_message_that_failed_does_not_overtake_it()
    {
        _processor.DynamoDb.FailStatement = static statement =>
            statement.Parameters[0].S == Id.ToString() ? new BatchStatementError { Code = "ThrottlingError" } : null;
        var again = await _processor.HandleAsync(
            Message("place", Place("key-1")), Message("other", Place("key-2")), Message("change", Change(Id, OrderStatus.Processing)));
        Assert.Equal(["place", "change"], again);
        Assert.Equal(["ThrottlingError", "BehindAnother"], _processor.Lines.Of("MessageReturnedForRetry").Select(static line => line.Text("Cause")));
        Assert.Empty(_processor.DynamoDb.Sent<UpdateItemRequest>());
        Assert.DoesNotContain(_processor.DynamoDb.Sent<BatchExecuteStatementRequest>().SelectMany(static request => request.Statements),
            static statement => statement.Statement.StartsWith("UPDATE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_comes_behind_a_message_that_was_rejected_goes_on()
    {
        _processor.DynamoDb.Add(Given.Order());
        Assert.Empty(await _processor.HandleAsync(Message("bad", Change(Id, OrderStatus.Pending)), Message("good", Change(Id, OrderStatus.Processing))));
        Assert.Equal(OrderStatus.Processing, _processor.DynamoDb.Find(Id)?.Status);
        Assert.Single(_processor.DeadLetters);
    }

    [Fact]
    public async Task On_a_standard_queue_a_message_group_does_not_hold_up_its_members()
    {
        _processor.DynamoDb.FailStatement = static statement =>
            statement.Parameters[0].S == Id.ToString() ? new BatchStatementError { Code = "ThrottlingError" } : null;
        var again = await _processor.HandleAsync(
            Message("a1", Place("key-1"), group: "tenant"), Message("a2", Place("key-3"), group: "tenant"));
        Assert.Equal(["a1"], again);
    }

    [Fact]
    public async Task A_message_waiting_for_its_placement_does_not_make_later_ones_of_its_order_look_like_an_outage()
    {
        var again = await _processor.HandleAsync(Message("a", Change(Id, OrderStatus.Processing)), Message("b", Change(Id, OrderStatus.Completed)));
        Assert.Equal(["a", "b"], again);
    }
}

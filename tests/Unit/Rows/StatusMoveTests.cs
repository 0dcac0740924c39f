using Orders.Messages;
using Orders.Model;
using Orders.Operations.Orders;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Rows;

public sealed class StatusMoveTests
{
    private static readonly Order Placed = Given.Order();

    [Fact]
    public void What_is_sent_is_what_the_pipelines_own_writer_writes()
    {
        var change = new ChangeStatus(Placed.Id, OrderStatus.Processing, ExpectedVersion: 1, Reason: "picked up");

        var message = new StatusMove(Placed, change).Message;

        Assert.Equal(OrderMessageWriter.Change(change), message.Body);
        Assert.Empty(message.Attributes);
        Assert.Equal(change, OrderMessageReader.Read(message.Body, Given.Now, null).Value);
    }

    [Theory]
    [InlineData(OrderStatus.Processing, OrderStatus.Expired, "The order cannot move from PROCESSING to EXPIRED: from there it may move to COMPLETED or CANCELLED.")]
    [InlineData(OrderStatus.Completed, OrderStatus.Cancelled, "The order cannot move from COMPLETED to CANCELLED: COMPLETED is final.")]
    [InlineData(OrderStatus.Pending, OrderStatus.Processing, null)]
    public void The_lifecycle_is_asked_before_anything_is_sent(OrderStatus from, OrderStatus to, string? refusal) =>
        Assert.Equal(refusal, new StatusMove(Placed with { Status = from }, new ChangeStatus(Placed.Id, to)).Refusal);

    [Fact]
    public void Another_version_than_the_expected_one_is_refused() => Assert.Equal(
        "The order has version 2, not 1.",
        new StatusMove(Placed.After(OrderStatus.Processing), new ChangeStatus(Placed.Id, OrderStatus.Completed, ExpectedVersion: 1)).Refusal);

    [Fact]
    public void A_move_that_was_made_is_made()
    {
        var taken = Placed.After(OrderStatus.Processing);

        Assert.True(new StatusMove(taken, new ChangeStatus(Placed.Id, OrderStatus.Processing)).IsMade);
        Assert.True(new StatusMove(taken, new ChangeStatus(Placed.Id, OrderStatus.Processing, ExpectedVersion: 1)).IsMade);
        Assert.False(new StatusMove(taken, new ChangeStatus(Placed.Id, OrderStatus.Processing, ExpectedVersion: 2)).IsMade);
        Assert.False(new StatusMove(Placed, new ChangeStatus(Placed.Id, OrderStatus.Processing)).IsMade);
    }

    [Fact]
    public void A_reason_that_breaks_its_rule_is_named_by_the_queues_own_reader()
    {
        Assert.Equal("reason", Assert.Single(StatusMove.Check(new ChangeStatus(Placed.Id, OrderStatus.Cancelled, Reason: new string('x', 257)))).Field);
        Assert.Equal("reason", Assert.Single(StatusMove.Check(new ChangeStatus(Placed.Id, OrderStatus.Cancelled, Reason: "a\u001bb"))).Field);
        Assert.Empty(StatusMove.Check(new ChangeStatus(Placed.Id, OrderStatus.Cancelled, Reason: "called off")));
    }
}

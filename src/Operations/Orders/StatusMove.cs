using Orders.Messages;
using Orders.Model;
using Orders.Queues;
using Orders.Validation;

namespace Orders.Operations.Orders;

/// <summary>
/// A status change by an operator. It is sent as a message on <c>orders</c> like every other change, and checked here by the Processor's rules
/// first, so that it is refused at once and not dead-lettered later.
/// </summary>
/// <param name="Order">The order as read.</param>
/// <param name="Change">The change.</param>
internal sealed record StatusMove(Order Order, ChangeStatus Change)
{
    /// <summary>Whether the order has already made this change.</summary>
    public bool IsMade => Order.Status == Change.Status && (Change.ExpectedVersion is not { } expected || expected == Order.Version - 1);

    /// <summary>Why the Processor would refuse the change; null if it would make it.</summary>
    public string? Refusal => Change.ExpectedVersion is { } expected && expected != Order.Version
        ? $"The order has version {Order.Version}, not {expected}."
        : Lifecycle.Allows(Order.Status, Change.Status) ? null : $"The order cannot move from {Order.Status.ToWire()} to {Change.Status.ToWire()}: {Ways}.";

    /// <summary>The message to send.</summary>
    public OutgoingMessage Message => new(OrderMessageWriter.Change(Change));

    /// <summary>Returns the fields of the message that break a rule, by the Processor's own reader.</summary>
    public static IReadOnlyList<FieldError> Check(ChangeStatus change) =>
        OrderMessageReader.Read(OrderMessageWriter.Change(change), DateTimeOffset.UnixEpoch, traceParent: null).Errors;

    private string Ways
    {
        get
        {
            var ways = Enum.GetValues<OrderStatus>().Where(to => Lifecycle.Allows(Order.Status, to)).Select(static to => to.ToWire()).ToList();
            return ways.Count == 0 ? $"{Order.Status.ToWire()} is final" : $"from there it may move to {string.Join(" or ", ways)}";
        }
    }
}

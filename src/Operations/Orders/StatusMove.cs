using Orders.Messages;
using Orders.Model;
using Orders.Queues;
using Orders.Validation;

namespace Orders.Operations.Orders;

/// <summary>
/// A change of status that an operator asks for. It goes the way of every other, as a message on <c>orders</c>, and is judged here as
/// the Processor will judge it, so that nobody has to look for it among the dead letters.
/// </summary>
/// <param name="Order">The order as it stands.</param>
/// <param name="Change">The change.</param>
internal sealed record StatusMove(Order Order, ChangeStatus Change)
{
    /// <summary>Whether the order has made this move already.</summary>
    public bool IsMade => Order.Status == Change.Status && (Change.ExpectedVersion is not { } expected || expected == Order.Version - 1);

    /// <summary>Why the Processor would not make it; null where it would.</summary>
    public string? Refusal => Change.ExpectedVersion is { } expected && expected != Order.Version
        ? $"The order has version {Order.Version}, not {expected}."
        : Lifecycle.Allows(Order.Status, Change.Status) ? null : $"The order must not move from {Order.Status.ToWire()} to {Change.Status.ToWire()}: {Ways}.";

    /// <summary>What is sent.</summary>
    public OutgoingMessage Message => new(OrderMessageWriter.Change(Change));

    /// <summary>The fields of the message that break a rule: the queue's own reader says which.</summary>
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

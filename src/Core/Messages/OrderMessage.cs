using Orders.Model;

namespace Orders.Messages;

/// <summary>A valid message on the <c>orders</c> queue.</summary>
public abstract record OrderMessage
{
    private protected OrderMessage()
    {
    }

    /// <summary>The message's order; messages about one order are processed in order. Null if it is not about a single order.</summary>
    public abstract OrderId? Subject { get; }
}

/// <summary><c>order.place</c>: writes the order once.</summary>
/// <param name="Order">The order to write.</param>
public sealed record PlaceOrder(Order Order) : OrderMessage
{
    /// <inheritdoc/>
    public override OrderId? Subject => Order.Id;
}

/// <summary><c>order.change_status</c>: changes the order's status along its lifecycle.</summary>
/// <param name="OrderId">The order's id.</param>
/// <param name="Status">The new status.</param>
/// <param name="ExpectedVersion">The version that the order must have; null for any.</param>
/// <param name="Reason">The reason, for the order's history and its event.</param>
/// <param name="TraceParent">The trace context of the request.</param>
/// <param name="Owner">The owner that the order must have; null for any.</param>
public sealed record ChangeStatus(
    OrderId OrderId, OrderStatus Status, int? ExpectedVersion = null, string? Reason = null, string? TraceParent = null, string? Owner = null) : OrderMessage
{
    /// <inheritdoc/>
    public override OrderId? Subject => OrderId;
}

/// <summary><c>order.expire_pending</c>: expires orders that have been pending for too long. Sent by a schedule.</summary>
/// <param name="OlderThan">The age at which an order expires.</param>
public sealed record ExpirePending(TimeSpan OlderThan) : OrderMessage
{
    /// <inheritdoc/>
    public override OrderId? Subject => null;
}

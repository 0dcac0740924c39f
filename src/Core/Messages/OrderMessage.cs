using Orders.Model;

namespace Orders.Messages;

/// <summary>A message on the <c>orders</c> queue, read and valid.</summary>
public abstract record OrderMessage
{
    private protected OrderMessage()
    {
    }

    /// <summary>The order it is about; messages about one order are handled in order. Null where it is about none in particular.</summary>
    public abstract OrderId? Subject { get; }
}

/// <summary><c>order.place</c>: write the order, once.</summary>
/// <param name="Order">The order as it shall stand in the table.</param>
public sealed record PlaceOrder(Order Order) : OrderMessage
{
    /// <inheritdoc/>
    public override OrderId? Subject => Order.Id;
}

/// <summary><c>order.change_status</c>: move the order along its lifecycle.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Status">Where it shall move.</param>
/// <param name="ExpectedVersion">Only if it has this version; null for whatever version it has.</param>
/// <param name="Reason">Why, for the order's history and its event.</param>
/// <param name="TraceParent">The trace context of the request.</param>
public sealed record ChangeStatus(OrderId OrderId, OrderStatus Status, int? ExpectedVersion = null, string? Reason = null, string? TraceParent = null)
    : OrderMessage
{
    /// <inheritdoc/>
    public override OrderId? Subject => OrderId;
}

/// <summary><c>order.expire_pending</c>: expire what has been pending for too long. Sent by a schedule.</summary>
/// <param name="OlderThan">How long is too long.</param>
public sealed record ExpirePending(TimeSpan OlderThan) : OrderMessage
{
    /// <inheritdoc/>
    public override OrderId? Subject => null;
}

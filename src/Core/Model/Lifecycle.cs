using System.Collections.Immutable;

namespace Orders.Model;

/// <summary>
/// The moves an order may make: PENDING → PROCESSING → COMPLETED; PENDING or PROCESSING → CANCELLED; PENDING → EXPIRED.
/// </summary>
public static class Lifecycle
{
    /// <summary>The status every order is placed with.</summary>
    public const OrderStatus Initial = OrderStatus.Pending;

    /// <summary>The statuses from which an order may move to <paramref name="to"/>; empty for PENDING, to which nothing returns.</summary>
    public static ImmutableArray<OrderStatus> Predecessors(OrderStatus to) => to switch
    {
        OrderStatus.Processing or OrderStatus.Expired => [OrderStatus.Pending],
        OrderStatus.Completed => [OrderStatus.Processing],
        OrderStatus.Cancelled => [OrderStatus.Pending, OrderStatus.Processing],
        _ => [],
    };

    /// <summary>Whether an order in <paramref name="from"/> may move to <paramref name="to"/>. No status moves to itself.</summary>
    public static bool Allows(OrderStatus from, OrderStatus to) => Predecessors(to).Contains(from);
}

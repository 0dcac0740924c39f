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

    /// <summary>
    /// The statuses that an order has had when it moves to <paramref name="to"/>, from <see cref="Initial"/> on, where only one way leads
    /// there; else none. An order at the end of a way has the way's length as version.
    /// </summary>
    /// <param name="to">Where it moves.</param>
    /// <param name="version">The version that it has before; null leaves that open.</param>
    public static ImmutableArray<OrderStatus> OnlyPathTo(OrderStatus to, int? version = null) =>
        PathsTo(to).Where(way => version is null || way.Length == version).Take(2).ToArray() is [var only] ? only : [];

    /// <summary>Whether an order in <paramref name="from"/> may move to <paramref name="to"/>. No status moves to itself.</summary>
    public static bool Allows(OrderStatus from, OrderStatus to) => Predecessors(to).Contains(from);

    /// <summary>Returns whether one or more moves lead from <paramref name="from"/> to <paramref name="to"/>.</summary>
    public static bool CanReach(OrderStatus from, OrderStatus to) =>
        Predecessors(to).Any(predecessor => predecessor == from || CanReach(from, predecessor));

    private static IEnumerable<ImmutableArray<OrderStatus>> PathsTo(OrderStatus to)
    {
        foreach (var from in Predecessors(to))
        {
            if (from == Initial)
            {
                yield return [from];
            }

            foreach (var way in PathsTo(from))
            {
                yield return [.. way, from];
            }
        }
    }
}

using System.Collections.Immutable;

namespace Orders.Model;

/// <summary>A change of status that the lifecycle allows.</summary>
/// <param name="From">The status before.</param>
/// <param name="To">The status after.</param>
public readonly record struct Move(OrderStatus From, OrderStatus To);

/// <summary>
/// The moves an order may make: PENDING → PROCESSING → COMPLETED; PENDING or PROCESSING → CANCELLED; PENDING → EXPIRED.
/// </summary>
public static class Lifecycle
{
    /// <summary>The status every order is placed with.</summary>
    public const OrderStatus Initial = OrderStatus.Pending;

    /// <summary>
    /// Every move. Of two moves to one status the likelier comes first: <see cref="LikeliestPathTo"/> takes it. No moves form a cycle, and none leads
    /// back to <see cref="Initial"/>.
    /// </summary>
    public static ImmutableArray<Move> Moves { get; } =
    [
        new(OrderStatus.Pending, OrderStatus.Processing),
        new(OrderStatus.Processing, OrderStatus.Completed),
        new(OrderStatus.Pending, OrderStatus.Cancelled),
        new(OrderStatus.Processing, OrderStatus.Cancelled),
        new(OrderStatus.Pending, OrderStatus.Expired),
    ];

    private static readonly ImmutableArray<OrderStatus>[] PredecessorsByStatus =
        [.. Enum.GetValues<OrderStatus>().Select(static to => ImmutableArray.CreateRange(Moves.Where(move => move.To == to).Select(static move => move.From)))];

    /// <summary>The statuses from which an order may move to <paramref name="to"/>; empty for <see cref="Initial"/>.</summary>
    public static ImmutableArray<OrderStatus> Predecessors(OrderStatus to) => PredecessorsByStatus[(int)to];

    /// <summary>
    /// The statuses that an order has had when it moves to <paramref name="to"/>, from <see cref="Initial"/> on, by the likeliest path. The
    /// path's length is the version that the order has before the move. Empty if no path leads there.
    /// </summary>
    /// <param name="to">The status after the move.</param>
    /// <param name="version">The version that the order has before; null for any.</param>
    public static ImmutableArray<OrderStatus> LikeliestPathTo(OrderStatus to, int? version = null) =>
        PathsTo(to).FirstOrDefault(path => version is null || path.Length == version, []);

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

            foreach (var path in PathsTo(from))
            {
                yield return [.. path, from];
            }
        }
    }
}

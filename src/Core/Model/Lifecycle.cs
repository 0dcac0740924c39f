using System.Collections.Immutable;

namespace Orders.Model;

/// <summary>A status change that the lifecycle allows.</summary>
/// <param name="From">The status before.</param>
/// <param name="To">The status after.</param>
public readonly record struct Move(OrderStatus From, OrderStatus To);

/// <summary>
/// The allowed status changes: PENDING → PROCESSING → COMPLETED; PENDING or PROCESSING → CANCELLED; PENDING → EXPIRED.
/// </summary>
public static class Lifecycle
{
    /// <summary>The status with which every order is placed.</summary>
    public const OrderStatus Initial = OrderStatus.Pending;

    /// <summary>
    /// Every allowed change. Of two changes to one status the likelier comes first, which <see cref="LikeliestPathTo"/> uses. The changes form no
    /// cycle, and none leads back to <see cref="Initial"/>.
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
    /// Returns the statuses that an order has had when it changes to <paramref name="to"/>, from <see cref="Initial"/> on, by the likeliest path.
    /// The path's length is the version that the order has before the change. Empty if no path leads there.
    /// </summary>
    /// <param name="to">The status after the change.</param>
    /// <param name="version">The version before the change; null for any.</param>
    public static ImmutableArray<OrderStatus> LikeliestPathTo(OrderStatus to, int? version = null) =>
        PathsTo(to).FirstOrDefault(path => version is null || path.Length == version, []);

    /// <summary>Whether an order may change from <paramref name="from"/> to <paramref name="to"/>. No status changes to itself.</summary>
    public static bool Allows(OrderStatus from, OrderStatus to) => Predecessors(to).Contains(from);

    /// <summary>Whether an order with this status never changes again.</summary>
    public static bool IsFinal(OrderStatus status) => !Moves.Any(move => move.From == status);

    /// <summary>Returns whether one or more changes lead from <paramref name="from"/> to <paramref name="to"/>.</summary>
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

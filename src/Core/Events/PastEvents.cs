using Orders.Model;

namespace Orders.Events;

/// <summary>Recreates the events of an order's changes from its row, with their original ids.</summary>
/// <remarks>
/// They equal the Notifier's events byte for byte, except for <c>traceparent</c>: a row keeps only that of its last change, so earlier
/// events have none. A removed order has no row, so its removal cannot be recreated.
/// </remarks>
public static class PastEvents
{
    /// <summary>Returns all events up to the order's version, oldest first; none if the row's history is incomplete, because they are unknown
    /// then.</summary>
    public static IReadOnlyList<OrderEvent> Of(Order order)
    {
        if (!order.HasWholeHistory())
        {
            return [];
        }

        var events = new List<OrderEvent>(order.Version);
        Order? before = null;
        for (var version = 1; version <= order.Version; version++)
        {
            var after = order.AtVersion(version);
            // Both times are the row's own; only a removal needs the stream's.
            if (OrderEvent.FromChange(before, after, byTimeToLive: false, after.UpdatedAt) is { } told)
            {
                events.Add(told);
            }

            before = after;
        }

        return events;
    }
}

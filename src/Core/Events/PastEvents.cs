using Orders.Model;

namespace Orders.Events;

/// <summary>The events that the changes of an order gave, made again from its row, with the ids that they had.</summary>
/// <remarks>
/// They are what the Notifier sent, to the byte, but for <c>traceparent</c>: a row knows that of its last change, so the events
/// before the last one are without. A removal leaves no row, and so cannot be told from one.
/// </remarks>
public static class PastEvents
{
    /// <summary>All events up to the order's version, oldest first; none where the row's history is not whole, as nobody knows them then.</summary>
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

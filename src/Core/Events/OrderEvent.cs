using Orders.Model;
using Orders.Storage;

namespace Orders.Events;

/// <summary>An event about an order.</summary>
public sealed record OrderEvent
{
    /// <summary>One of <see cref="EventTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The order's id.</summary>
    public required OrderId OrderId { get; init; }

    /// <summary>The order after the event; for a removal its last state. Null for a rejection.</summary>
    public Order? Order { get; init; }

    /// <summary>The rejected order; null for any other event.</summary>
    public RejectedOrder? Rejected { get; init; }

    /// <summary>The status before; null for a placement.</summary>
    public OrderStatus? PreviousStatus { get; init; }

    /// <summary>The reason, if known.</summary>
    public string? Reason { get; init; }

    /// <summary>The time of the event.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The event's number among the order's events: starts at 1 and grows. A rejection has 0, because it comes before every change.</summary>
    public required int Sequence { get; init; }

    /// <summary>The event's id: the same on every repeat, and unique.</summary>
    public string Id => $"{OrderId}:{Sequence}";

    /// <summary>The W3C trace context of the request that caused it; null if unknown.</summary>
    public string? TraceParent => Order is null ? Rejected?.TraceParent : Order.TraceParent;

    /// <summary>Returns the event of a rejection.</summary>
    public static OrderEvent Of(RejectedOrder rejected) => new()
    {
        Type = EventTypes.Rejected,
        OrderId = rejected.Placement.OrderId,
        Rejected = rejected,
        Time = rejected.RejectedAt,
        Sequence = 0,
    };

    /// <summary>Returns the event of a row's change, from its images before and after; null if the change gives none.</summary>
    /// <param name="before">The row before; null for an insert.</param>
    /// <param name="after">The row after; null for a removal.</param>
    /// <param name="byTimeToLive">Whether the table's time to live removed it.</param>
    /// <param name="changedAt">The stream's time of the change. Only a removal needs it, because a row has its own times.</param>
    public static OrderEvent? FromChange(Order? before, Order? after, bool byTimeToLive, DateTimeOffset changedAt) => (before, after) switch
    {
        (null, { } placed) => new OrderEvent
        {
            Type = EventTypes.Placed,
            OrderId = placed.Id,
            Order = placed,
            Time = placed.UpdatedAt,
            Sequence = placed.Version,
        },
        ({ } old, { } changed) when old.Status != changed.Status => new OrderEvent
        {
            Type = EventTypes.StatusChanged,
            OrderId = changed.Id,
            Order = changed,
            PreviousStatus = old.Status,
            Reason = changed.History is [.., var last] ? last.Reason : null,
            Time = changed.UpdatedAt,
            Sequence = changed.Version,
        },
        ({ } removed, null) => new OrderEvent
        {
            Type = EventTypes.Removed,
            OrderId = removed.Id,
            Order = removed,
            PreviousStatus = removed.Status,
            Reason = byTimeToLive ? "time_to_live" : "deleted",
            Time = changedAt,
            Sequence = removed.Version + 1,
        },
        _ => null,
    };
}

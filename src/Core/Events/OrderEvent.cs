using Orders.Model;

namespace Orders.Events;

/// <summary>What happened to an order.</summary>
public sealed record OrderEvent
{
    /// <summary>One of <see cref="EventTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The order after it happened; as it last was, where it was removed.</summary>
    public required Order Order { get; init; }

    /// <summary>Its status before; null where it was placed.</summary>
    public OrderStatus? PreviousStatus { get; init; }

    /// <summary>Why, where that is known.</summary>
    public string? Reason { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Which of the order's events it is, from 1: grows with each.</summary>
    public required int Sequence { get; init; }

    /// <summary>The same on every repeat of this event, and of no other.</summary>
    public string Id => $"{Order.Id}:{Sequence}";

    /// <summary>What a change of a row tells, from its images before and after; null where it tells consumers nothing.</summary>
    /// <param name="before">The row before; null where it was inserted.</param>
    /// <param name="after">The row after; null where it was removed.</param>
    /// <param name="byTimeToLive">Whether the table's time to live removed it, not somebody.</param>
    /// <param name="changedAt">When the stream says it changed; only a removal needs it, as a row tells its own times.</param>
    public static OrderEvent? FromChange(Order? before, Order? after, bool byTimeToLive, DateTimeOffset changedAt) => (before, after) switch
    {
        (null, { } placed) => new OrderEvent
        {
            Type = EventTypes.Placed,
            Order = placed,
            Time = placed.UpdatedAt,
            Sequence = placed.Version,
        },
        ({ } old, { } changed) when old.Status != changed.Status => new OrderEvent
        {
            Type = EventTypes.StatusChanged,
            Order = changed,
            PreviousStatus = old.Status,
            Reason = changed.History is [.., var last] ? last.Reason : null,
            Time = changed.UpdatedAt,
            Sequence = changed.Version,
        },
        ({ } removed, null) => new OrderEvent
        {
            Type = EventTypes.Removed,
            Order = removed,
            PreviousStatus = removed.Status,
            Reason = byTimeToLive ? "time_to_live" : "deleted",
            Time = changedAt,
            Sequence = removed.Version + 1,
        },
        _ => null,
    };
}

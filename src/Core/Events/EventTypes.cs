using System.Collections.Frozen;

namespace Orders.Events;

/// <summary>The types of events. A change of an event's meaning needs a new type, with the next version.</summary>
public static class EventTypes
{
    /// <summary>An order was placed.</summary>
    public const string Placed = "orders.placed.v1";

    /// <summary>An order's status changed.</summary>
    public const string StatusChanged = "orders.status_changed.v1";

    /// <summary>An order's row was removed, by the table's time to live or by somebody.</summary>
    public const string Removed = "orders.removed.v1";

    /// <summary>An order's placement was dead-lettered. The order may still be placed, if operators redrive the dead letter.</summary>
    public const string Rejected = "orders.rejected.v1";

    /// <summary>All types.</summary>
    public static FrozenSet<string> All { get; } = FrozenSet.Create(StringComparer.Ordinal, Placed, StatusChanged, Removed, Rejected);
}

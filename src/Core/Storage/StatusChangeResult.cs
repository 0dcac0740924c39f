using Orders.Model;

namespace Orders.Storage;

/// <summary>What became of a change of status.</summary>
public enum ChangeOutcome
{
    /// <summary>Outcome unknown; retry.</summary>
    Failed,

    /// <summary>The order was moved.</summary>
    Changed,

    /// <summary>The order has made this move already: a repeat, or our own write whose answer was lost.</summary>
    Duplicate,

    /// <summary>There is no such order, yet.</summary>
    UnknownOrder,

    /// <summary>The lifecycle has no such move from where the order stands.</summary>
    IllegalTransition,

    /// <summary>The order has another version than the one expected.</summary>
    VersionConflict,

    /// <summary>The row is no order, so nobody can say what the move means for it.</summary>
    Unreadable,

    /// <summary>The table refuses the write for good: the row's version or history is not as the table defines it, or the row would be too large.</summary>
    Unwritable,
}

/// <summary>What became of one change of status.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Current">Where the order stands instead; null where that is unknown or does not matter.</param>
/// <param name="Cause">Why it failed, as a code for logs; the attribute of a row that is no order; null else.</param>
public readonly record struct ChangeResult(ChangeOutcome Outcome, OrderStatus? Current = null, string? Cause = null)
{
    /// <summary>
    /// Whether the change may still become legal: its placement or the change before it has not been handled yet. SQS delivers in any
    /// order, so it is tried again before it is refused.
    /// </summary>
    public bool IsEarly { get; init; }
}

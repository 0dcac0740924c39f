using Orders.Model;

namespace Orders.Storage;

/// <summary>The outcome of a status change.</summary>
public enum ChangeOutcome
{
    /// <summary>Outcome unknown; retry.</summary>
    Failed,

    /// <summary>The order was changed.</summary>
    Changed,

    /// <summary>The order has already made this change: a repeat, or our own write whose answer was lost.</summary>
    Duplicate,

    /// <summary>The order does not exist, or not yet.</summary>
    UnknownOrder,

    /// <summary>The lifecycle does not allow the change from the order's status.</summary>
    IllegalTransition,

    /// <summary>The order does not have the expected version.</summary>
    VersionConflict,

    /// <summary>The order belongs to another owner than the change requires.</summary>
    OfAnotherOwner,

    /// <summary>The row is not a valid order, so the change cannot be judged.</summary>
    Unreadable,

    /// <summary>The table permanently refuses the write: the row's version or history is invalid, or the row would be too large.</summary>
    Unwritable,
}

/// <summary>The result of one status change.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Current">The order's actual status; null if unknown or irrelevant.</param>
/// <param name="Cause">Why it failed, as a code for logs; for an unreadable row the attribute; otherwise null.</param>
public readonly record struct ChangeResult(ChangeOutcome Outcome, OrderStatus? Current = null, string? Cause = null)
{
    /// <summary>
    /// Whether the change may still become legal: its placement or the change before it was not yet processed. SQS delivers in any order, so the
    /// change is retried before it is refused.
    /// </summary>
    public bool IsEarly { get; init; }
}

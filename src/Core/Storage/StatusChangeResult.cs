using Orders.Model;

namespace Orders.Storage;

/// <summary>What became of a change of status.</summary>
public enum ChangeOutcome
{
    /// <summary>Nothing is known of it: to be tried again.</summary>
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
}

/// <summary>What became of one change of status.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Current">Where the order stands instead; null where that is unknown or does not matter.</param>
/// <param name="Cause">Why it failed, as a code for logs; null where it did not.</param>
public readonly record struct ChangeResult(ChangeOutcome Outcome, OrderStatus? Current = null, string? Cause = null);

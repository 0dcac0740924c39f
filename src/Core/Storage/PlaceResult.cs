namespace Orders.Storage;

/// <summary>The outcome of writing an order.</summary>
public enum PlaceOutcome
{
    /// <summary>Outcome unknown; retry. Every order starts with it, so that a forgotten path retries.</summary>
    Failed,

    /// <summary>The order was written.</summary>
    Placed,

    /// <summary>The row exists with this content: a repeat, or our own write whose answer was lost.</summary>
    Duplicate,

    /// <summary>The row exists with other content, or another owner.</summary>
    Conflict,

    /// <summary>The id belongs to a row that is not a valid order, so it is unknown whether it is a repeat or a conflict.</summary>
    Unreadable,

    /// <summary>The table permanently refuses the order.</summary>
    Unwritable,
}

/// <summary>The result for one order.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Cause">Why it failed, as a code for logs; null if it did not.</param>
public readonly record struct PlaceResult(PlaceOutcome Outcome, string? Cause = null);

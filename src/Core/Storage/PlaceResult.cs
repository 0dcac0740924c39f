namespace Orders.Storage;

/// <summary>What became of an order that was to be written.</summary>
public enum PlaceOutcome
{
    /// <summary>Outcome unknown; retry. Every order starts with it, so that a forgotten path retries.</summary>
    Failed,

    /// <summary>It was written.</summary>
    Placed,

    /// <summary>The row exists with this content: a repeat, or our own write whose answer was lost.</summary>
    Duplicate,

    /// <summary>The row exists with other content, or another owner.</summary>
    Conflict,

    /// <summary>Its id belongs to a row that is no order, so it is unknown whether it is a repeat or a conflict.</summary>
    Unreadable,

    /// <summary>The table refuses it for good.</summary>
    Unwritable,
}

/// <summary>What became of one order.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Cause">Why it failed, as a code for logs; null where it did not.</param>
public readonly record struct PlaceResult(PlaceOutcome Outcome, string? Cause = null);

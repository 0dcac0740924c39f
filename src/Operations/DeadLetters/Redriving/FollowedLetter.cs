namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>What a message that was sent back has come to.</summary>
internal enum Ending
{
    /// <summary>Nothing was seen of it in time: it may be tried again and again, or wait for its turn.</summary>
    Unresolved,

    /// <summary>Its order stands in the table, by this message.</summary>
    Placed,

    /// <summary>Its order moved to the status that it asks for.</summary>
    Changed,

    /// <summary>What it asks for was so before it was sent, or by another message of the same redrive.</summary>
    Duplicate,

    /// <summary>It is on the dead-letter queue again.</summary>
    DeadAgain,
}

/// <summary>A message that was sent back, and what was seen of it.</summary>
/// <param name="Sent">How it was sent.</param>
/// <param name="Ending">What it has come to.</param>
/// <param name="Reason">Why it is dead again; null where it is not.</param>
internal sealed record FollowedLetter(RedriveResult Sent, Ending Ending, LetterReason? Reason = null);

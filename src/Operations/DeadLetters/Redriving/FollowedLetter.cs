namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>The outcome of a redriven message.</summary>
internal enum Ending
{
    /// <summary>No outcome was seen in time: the message may still be retried, or wait for its turn.</summary>
    Unresolved,

    /// <summary>This message's order is in the table.</summary>
    Placed,

    /// <summary>The order has the status that the message asks for.</summary>
    Changed,

    /// <summary>The order was already so before, or by another message of the same redrive.</summary>
    Duplicate,

    /// <summary>The message was dead-lettered again.</summary>
    DeadAgain,
}

/// <summary>A redriven message and its outcome.</summary>
/// <param name="Sent">The result of sending it.</param>
/// <param name="Ending">The outcome.</param>
/// <param name="Reason">Why it was dead-lettered again; null if it was not.</param>
internal sealed record FollowedLetter(RedriveResult Sent, Ending Ending, LetterReason? Reason = null);

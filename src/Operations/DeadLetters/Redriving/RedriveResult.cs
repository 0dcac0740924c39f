using Orders.Operations.Audit;

namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>The result of sending a message.</summary>
internal enum RedriveOutcome
{
    /// <summary>The redrive stopped before this message; it is still on the dead-letter queue.</summary>
    Left,

    /// <summary>A rule forbids sending it; it is still on the dead-letter queue.</summary>
    Refused,

    /// <summary>SQS did not accept it; it is still on the dead-letter queue.</summary>
    NotSent,

    /// <summary>SQS did not answer: the copy may have been accepted, and the dead letter is still on its queue. An order's key makes a second copy harmless.</summary>
    MayBeSent,

    /// <summary>The copy was accepted and the dead letter deleted.</summary>
    Sent,

    /// <summary>The copy was accepted, but the dead letter could not be deleted. An order's key makes a second copy harmless.</summary>
    InBothPlaces,
}

/// <summary>The result for one message.</summary>
/// <param name="Entry">The message.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="NewMessageId">The message's id on the target; null if it was not accepted.</param>
/// <param name="Cause">Why it failed, or succeeded only in part; null on success.</param>
internal readonly record struct RedriveResult(PlannedRedrive Entry, RedriveOutcome Outcome, string? NewMessageId = null, string? Cause = null)
{
    /// <summary>Returns the result's audit line.</summary>
    public AuditLine ToAuditLine(AuditLines lines, string target) => lines.Of(Entry.Letter, Outcome switch
    {
        RedriveOutcome.Sent => AuditResults.Sent,
        RedriveOutcome.InBothPlaces => AuditResults.InBothPlaces,
        RedriveOutcome.MayBeSent => AuditResults.MayBeSent,
        RedriveOutcome.Refused => AuditResults.Refused,
        _ => AuditResults.NotSent,
    }) with
    {
        Target = target,
        NewMessageId = NewMessageId,
        Cause = Cause,
        Original = Entry.IsEdited ? Entry.Letter : null,
    };
}

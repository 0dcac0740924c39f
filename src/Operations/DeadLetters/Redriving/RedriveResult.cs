using Orders.Operations.Audit;

namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>What became of a message.</summary>
internal enum RedriveOutcome
{
    /// <summary>It was not its turn yet when the redrive ended; it is where it was.</summary>
    Left,

    /// <summary>A rule says that it is not sent; it is where it was.</summary>
    Refused,

    /// <summary>SQS did not take it; it is where it was.</summary>
    NotSent,

    /// <summary>Its copy was accepted and the dead letter deleted.</summary>
    Sent,

    /// <summary>Its copy was accepted, and the dead letter could not be deleted. An order's key makes a second copy harmless.</summary>
    InBothPlaces,
}

/// <summary>What became of one message.</summary>
/// <param name="Entry">The message.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="NewMessageId">Its id where it was sent to; null where it was not.</param>
/// <param name="Cause">Why not, or why not wholly; null where all went well.</param>
internal readonly record struct RedriveResult(PlannedRedrive Entry, RedriveOutcome Outcome, string? NewMessageId = null, string? Cause = null)
{
    /// <summary>The result's line of the audit log.</summary>
    public AuditLine ToAuditLine(AuditLines lines, string target) => lines.Of(Entry.Letter, Outcome switch
    {
        RedriveOutcome.Sent => AuditResults.Sent,
        RedriveOutcome.InBothPlaces => AuditResults.InBothPlaces,
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

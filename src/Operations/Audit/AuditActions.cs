namespace Orders.Operations.Audit;

/// <summary>The actions of the audit log.</summary>
internal static class AuditActions
{
    /// <summary>Messages were redriven to their queue, edited or not.</summary>
    public const string Redrive = "redrive";

    /// <summary>Messages were deleted permanently.</summary>
    public const string Discard = "discard";

    /// <summary>Messages were written to a file.</summary>
    public const string Export = "export";

    /// <summary>Messages were sent from a file to a dead-letter queue.</summary>
    public const string Import = "import";

    /// <summary>Personal data of orders or of dead letters was erased. The lines never have an original message.</summary>
    public const string Erase = "erase";

    /// <summary>A status change of an order was sent.</summary>
    public const string SetStatus = "set_status";

    /// <summary>Events were sent again.</summary>
    public const string Replay = "replay";

    /// <summary>The operator was shown personal data; the line's queue is the queue's or the table's name.</summary>
    public const string View = "view";

    /// <summary>A function was paused; the line's queue is the function's name.</summary>
    public const string Pause = "pause";

    /// <summary>A paused function was resumed; the line's queue is the function's name.</summary>
    public const string Resume = "resume";

    /// <summary>A function's alias was moved to another version; the line's queue is the function's name.</summary>
    public const string RollBack = "rollback";
}

/// <summary>The results of the audit log.</summary>
internal static class AuditResults
{
    /// <summary>The action has begun. If no later line follows, the program was ended and the outcome is unknown.</summary>
    public const string Begun = "begun";

    /// <summary>The copy was accepted. The original is deleted only after this line is on the disk.</summary>
    public const string Sent = "sent";

    /// <summary>The copy was accepted, but the original could not be deleted.</summary>
    public const string InBothPlaces = "in_both_places";

    /// <summary>A rule forbids sending the message.</summary>
    public const string Refused = "refused";

    /// <summary>The message was not accepted, and is still on its queue.</summary>
    public const string NotSent = "not_sent";

    /// <summary>SQS did not answer: the message may have been accepted, and is still on its queue.</summary>
    public const string MayBeSent = "may_be_sent";

    /// <summary>The message was deleted.</summary>
    public const string Discarded = "discarded";

    /// <summary>The message could not be deleted, and is still on its queue.</summary>
    public const string NotDiscarded = "not_discarded";

    /// <summary>The personal data was erased.</summary>
    public const string Erased = "erased";

    /// <summary>The personal data was not erased.</summary>
    public const string NotErased = "not_erased";

    /// <summary>The data was shown.</summary>
    public const string Shown = "shown";

    /// <summary>The change was made.</summary>
    public const string Changed = "changed";

    /// <summary>The change was not made.</summary>
    public const string NotChanged = "not_changed";

    /// <summary>The message was written to the file.</summary>
    public const string Exported = "exported";

    /// <summary>The export failed part-way. No file is left; what was written to the standard output by then was disclosed.</summary>
    public const string NotExported = "not_exported";
}

namespace Orders.Operations.Audit;

/// <summary>What the audit log calls an action.</summary>
internal static class AuditActions
{
    /// <summary>Redriven to its queue, edited or not.</summary>
    public const string Redrive = "redrive";

    /// <summary>Deleted for good.</summary>
    public const string Discard = "discard";

    /// <summary>Written to a file.</summary>
    public const string Export = "export";

    /// <summary>Put back on a dead-letter queue from a file.</summary>
    public const string Import = "import";

    /// <summary>An order was asked to move.</summary>
    public const string SetStatus = "set_status";

    /// <summary>Events were sent again.</summary>
    public const string Replay = "replay";
}

/// <summary>What the audit log calls a result.</summary>
internal static class AuditResults
{
    /// <summary>It was begun. Where no later line follows, the program was ended, and what came of it is not known.</summary>
    public const string Begun = "begun";

    /// <summary>Its copy was accepted. It is deleted only after this line is on the disk.</summary>
    public const string Sent = "sent";

    /// <summary>Its copy was accepted, and the original could not be deleted.</summary>
    public const string InBothPlaces = "in_both_places";

    /// <summary>It was not sent, because a rule says so.</summary>
    public const string Refused = "refused";

    /// <summary>It was not accepted, and stays where it was.</summary>
    public const string NotSent = "not_sent";

    /// <summary>It was deleted.</summary>
    public const string Discarded = "discarded";

    /// <summary>It could not be deleted, and stays where it was.</summary>
    public const string NotDiscarded = "not_discarded";

    /// <summary>It was written to the file.</summary>
    public const string Exported = "exported";

    /// <summary>The file could not be written to its end. There is none; what went to the standard output by then was given out.</summary>
    public const string NotExported = "not_exported";
}

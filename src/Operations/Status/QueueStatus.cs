namespace Orders.Operations.Status;

/// <summary>What a queue is for.</summary>
internal enum QueueKind
{
    /// <summary>Orders wait there for the Processor.</summary>
    Orders,

    /// <summary>Events wait there for their consumer.</summary>
    Consumer,

    /// <summary>Messages wait there for an operator.</summary>
    DeadLetters,
}

/// <summary>How full a queue is. SQS's counts are approximate.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Visible">Messages that can be received.</param>
/// <param name="InFlight">Messages that somebody has received and not deleted yet.</param>
/// <param name="Delayed">Messages that cannot be received yet.</param>
/// <param name="Oldest">How long the oldest message has been there; null where none is, or where that is not told.</param>
internal sealed record QueueStatus(string Name, QueueKind Kind, long Visible, long InFlight, long Delayed, TimeSpan? Oldest)
{
    /// <summary>Why it could not be counted; null where it was.</summary>
    public string? Problem { get; init; }
}

namespace Orders.Operations.Status;

/// <summary>The kind of a queue.</summary>
internal enum QueueKind
{
    /// <summary>Orders for the Processor.</summary>
    Orders,

    /// <summary>Events for a consumer.</summary>
    Consumer,

    /// <summary>Dead letters for an operator.</summary>
    DeadLetters,
}

/// <summary>The message counts of a queue. SQS's counts are approximate.</summary>
/// <param name="Name">The queue's name.</param>
/// <param name="Kind">The queue's kind.</param>
/// <param name="Visible">Messages that can be received.</param>
/// <param name="InFlight">Messages that were received and not deleted yet.</param>
/// <param name="Delayed">Messages that cannot be received yet.</param>
/// <param name="Oldest">The age of the oldest message; null if the queue is empty, or the age is unknown.</param>
internal sealed record QueueStatus(string Name, QueueKind Kind, long Visible, long InFlight, long Delayed, TimeSpan? Oldest)
{
    /// <summary>Why it could not be read; null if it was.</summary>
    public string? Problem { get; init; }
}

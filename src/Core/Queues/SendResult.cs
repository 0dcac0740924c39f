namespace Orders.Queues;

/// <summary>What became of one message. One that nothing is known of was not sent: it is to be sent again.</summary>
/// <param name="IsSent">Whether SQS has accepted it.</param>
/// <param name="Cause">Why not, as a code for logs; null where it was sent, or was not tried behind one of its queue that failed.</param>
public readonly record struct SendResult(bool IsSent, string? Cause = null)
{
    /// <summary>SQS's id of it on the queue; null where it was not sent.</summary>
    public string? MessageId { get; init; }
}

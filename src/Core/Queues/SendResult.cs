namespace Orders.Queues;

/// <summary>The result of sending one message. A message whose outcome is unknown counts as not sent, and is sent again.</summary>
/// <param name="IsSent">Whether SQS has accepted it.</param>
/// <param name="Cause">Why it was not sent, as a code for logs; null if it was sent, or was not tried after a failure on its queue.</param>
public readonly record struct SendResult(bool IsSent, string? Cause = null)
{
    /// <summary>SQS's message id on the queue; null if it was not sent.</summary>
    public string? MessageId { get; init; }

    /// <summary>Whether a message that was not sent may have been accepted all the same: SQS did not answer.</summary>
    public bool MayBeSent { get; init; }
}

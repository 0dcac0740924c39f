using Orders.Queues;

namespace Orders.Processor;

/// <summary>Extends the visibility timeout of messages for retry, with exponential backoff and jitter.</summary>
public sealed class ReturnForRetry(MessageVisibility visibility, Func<double> random)
{
    /// <summary>Extends the messages' visibility timeouts.</summary>
    /// <param name="queue">The queue that they are from.</param>
    /// <param name="messages">The messages.</param>
    /// <param name="cancellationToken">The deadline.</param>
    /// <param name="notBefore">Added to each backoff: how long the messages are still being processed.</param>
    /// <returns>The number of messages for which that failed; those are retried after the queue's own visibility timeout.</returns>
    public Task<int> ChangeVisibilityAsync(
        SourceQueue queue, IEnumerable<IncomingMessage> messages, CancellationToken cancellationToken, TimeSpan notBefore = default) => visibility.ChangeVisibilityAsync(
        queue.Url,
        [.. messages.Select(message => (message.ReceiptHandle, notBefore + RedeliveryDelay.After(message.ReceiveCount, random())))],
        cancellationToken);
}

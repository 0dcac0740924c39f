using Orders.Queues;
using Orders.Validation;

namespace Orders.Processor;

/// <summary>Dead-letters rejected messages with their reasons.</summary>
public sealed class DeadLetters(QueueSender sender, TimeProvider time)
{
    /// <summary>Sends the dead letters.</summary>
    /// <returns>One result for each letter. A message whose letter was not sent must be retried; otherwise it would be lost.</returns>
    public Task<IReadOnlyList<SendResult>> SendAsync(
        SourceQueue queue, IReadOnlyList<(IncomingMessage Message, FieldError Reason)> rejected, string requestId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return sender.SendAsync(
            queue.DeadLetterUrl, [.. rejected.Select(entry => DeadLetter.Of(entry.Message, entry.Reason, now, requestId))], cancellationToken);
    }
}

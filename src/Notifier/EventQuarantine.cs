using Orders.Events;
using Orders.Queues;

namespace Orders.Notifier;

/// <summary>Decides which consumer's events are quarantined on <c>order-events-dlq</c>, so that its broken queue does not hold up the others, and
/// sends them there.</summary>
/// <param name="sender">Sends to <paramref name="queueUrl"/>.</param>
/// <param name="queueUrl">The <c>order-events-dlq</c> queue.</param>
/// <param name="after">The age of a batch at which a transient failure is treated as permanent.</param>
/// <param name="time">The clock.</param>
public sealed class EventQuarantine(QueueSender sender, string queueUrl, TimeSpan after, TimeProvider time)
{
    /// <summary>Whether a consumer's undelivered events are quarantined instead of retried.</summary>
    /// <param name="delivery">The result of their delivery.</param>
    /// <param name="firstChange">When the first record of the batch was written.</param>
    public bool Takes(ConsumerDelivery delivery, DateTimeOffset firstChange) =>
        QueueFaults.IsPermanent(delivery.Cause) || time.GetUtcNow() - firstChange >= after;

    /// <summary>Sends events to the quarantine.</summary>
    /// <returns>One result for each event, in their order.</returns>
    public Task<IReadOnlyList<SendResult>> SendAsync(
        ConsumerDelivery delivery, IReadOnlyList<UndeliveredEvent> events, string requestId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return sender.SendAsync(
            queueUrl,
            [.. events.Select(undelivered => QuarantinedEvent.Of(delivery.Consumer, undelivered, delivery.Cause ?? "Unknown", now, requestId))],
            cancellationToken);
    }
}

using Orders.Queues;

namespace Orders.Events;

/// <summary>An event with the index of its record in the batch.</summary>
/// <param name="Index">The index.</param>
/// <param name="Event">The event.</param>
public readonly record struct PlacedEvent(int Index, OrderEvent Event);

/// <summary>Sends events to the queue of each consumer that wants them: consumers concurrently, one order's events in order.</summary>
/// <param name="sender">Returns a consumer's sender. A circuit breaker for each consumer keeps one broken queue from affecting the others.</param>
/// <param name="consumers">The consumers.</param>
/// <param name="source">The CloudEvents source.</param>
public sealed class EventDelivery(Func<Consumer, QueueSender> sender, IReadOnlyList<Consumer> consumers, string source)
{
    private readonly IReadOnlyList<(Consumer Consumer, QueueSender Sender)> _consumers = [.. consumers.Select(consumer => (consumer, sender(consumer)))];

    /// <summary>
    /// A suffix that a replay adds to each deduplication id; null for the Notifier. SQS drops an accidental repeat for five minutes, but a
    /// requested replay must arrive.
    /// </summary>
    public string? Replay { get; init; }

    /// <summary>Sends the events.</summary>
    /// <returns>The results by consumer.</returns>
    /// <remarks>
    /// Events sent after a failed one may be sent again when Lambda retries from there. They have the same deduplication id, and consumers
    /// recognize them by the event's id.
    /// </remarks>
    public async Task<IReadOnlyList<ConsumerDelivery>> SendAsync(IReadOnlyList<PlacedEvent> events, CancellationToken cancellationToken) =>
        await Task.WhenAll(_consumers.Select(entry => SendAsync(entry.Consumer, entry.Sender, events, cancellationToken)));

    private async Task<ConsumerDelivery> SendAsync(Consumer consumer, QueueSender sender, IReadOnlyList<PlacedEvent> events, CancellationToken cancellationToken)
    {
        var wanted = events.Where(placed => consumer.Types.Contains(placed.Event.Type)).ToList();
        var messages = wanted.ConvertAll(placed => Message(consumer, placed.Event));
        var results = await sender.SendInOrderAsync(consumer.QueueUrl, messages, cancellationToken);
        var unsent = Enumerable.Range(0, wanted.Count).Where(index => !results[index].IsSent).ToLookup(index => results[index].Cause == QueueSender.TooLong);
        return new ConsumerDelivery(consumer)
        {
            Sent = results.Count(static result => result.IsSent),
            TooLong = [.. unsent[true].Select(index => wanted[index].Index)],
            Undelivered = [.. unsent[false].Select(index => new UndeliveredEvent(wanted[index].Index, wanted[index].Event, messages[index]))],
            MayBeSent = results.Count(static result => result.MayBeSent),
            Cause = unsent[false].Select(index => results[index].Cause).FirstOrDefault(static cause => cause is not null),
        };
    }

    private OutgoingMessage Message(Consumer consumer, OrderEvent orderEvent) =>
        new(OrderEventWriter.Write(orderEvent, source, consumer.PersonalFields))
        {
            GroupId = orderEvent.OrderId.ToString(),
            DeduplicationId = orderEvent.Id + Replay,
        };
}

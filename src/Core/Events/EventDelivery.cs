using Orders.Queues;

namespace Orders.Events;

/// <summary>An event with the place of its record in the batch.</summary>
/// <param name="Index">The place.</param>
/// <param name="Event">The event.</param>
public readonly record struct PlacedEvent(int Index, OrderEvent Event);

/// <summary>How a delivery went.</summary>
/// <param name="Sent">How many messages were sent.</param>
/// <param name="FirstFailure">The place of the first record whose event was not delivered to every consumer; null where all were.</param>
/// <param name="Consumer">Whose delivery failed there.</param>
/// <param name="Cause">Why, as a code for logs.</param>
public readonly record struct DeliveryResult(int Sent, int? FirstFailure = null, string? Consumer = null, string? Cause = null)
{
    /// <summary>The places of the records whose events SQS can never take; they are no failures, as no replay makes them smaller.</summary>
    public IReadOnlyList<int> TooLong { get; init; } = [];
}

/// <summary>Sends events to the queue of each consumer that is interested, consumers side by side, an order's events in their order.</summary>
public sealed class EventDelivery(QueueSender sender, IReadOnlyList<Consumer> consumers, string source)
{
    /// <summary>
    /// What a replay adds to each deduplication id; null for what the Notifier sends. A repeat by accident is dropped by SQS for five
    /// minutes; one that somebody asked for must arrive.
    /// </summary>
    public string? Replay { get; init; }

    /// <summary>Sends the events.</summary>
    /// <remarks>
    /// What was sent behind a failure is sent again when Lambda replays from there: it has the same deduplication id, and
    /// consumers know it by the event's id.
    /// </remarks>
    public async Task<DeliveryResult> SendAsync(IReadOnlyList<PlacedEvent> events, CancellationToken cancellationToken)
    {
        var results = await Task.WhenAll(consumers.Select(consumer => SendAsync(consumer, events, cancellationToken)));
        var failed = results.Where(static result => result.FirstFailure is not null).OrderBy(static result => result.FirstFailure).ToList();
        return (failed is [var first, ..] ? first : default) with
        {
            Sent = results.Sum(static result => result.Sent),
            TooLong = [.. results.SelectMany(static result => result.TooLong).Distinct()],
        };
    }

    private async Task<DeliveryResult> SendAsync(Consumer consumer, IReadOnlyList<PlacedEvent> events, CancellationToken cancellationToken)
    {
        var wanted = events.Where(placed => consumer.Types.Contains(placed.Event.Type)).ToList();
        var unsent = new SortedSet<int>(wanted.Select(static placed => placed.Index));
        var tooLong = new List<int>();
        string? cause = null;
        foreach (var wave in Waves(wanted))
        {
            var results = await sender.SendAsync(consumer.QueueUrl, wave.ConvertAll(placed => Message(consumer, placed.Event)), cancellationToken);
            for (var i = 0; i < wave.Count; i++)
            {
                if (results[i].IsSent)
                {
                    unsent.Remove(wave[i].Index);
                }
                else if (results[i].Cause == QueueSender.TooLong)
                {
                    unsent.Remove(wave[i].Index);
                    tooLong.Add(wave[i].Index);
                }
                else
                {
                    cause ??= results[i].Cause ?? "Unknown";
                }
            }

            if (cause is not null)
            {
                // The next wave would overtake what is missing from this one.
                return new DeliveryResult(wanted.Count - unsent.Count - tooLong.Count, unsent.Min, consumer.Name, cause) { TooLong = tooLong };
            }
        }

        return new DeliveryResult(wanted.Count - tooLong.Count) { TooLong = tooLong };
    }

    /// <summary>
    /// The n-th wave has the n-th event of every order: within one request, an entry that SQS refuses and we send again would
    /// come behind the order's next event.
    /// </summary>
    private static List<List<PlacedEvent>> Waves(List<PlacedEvent> events)
    {
        var waves = new List<List<PlacedEvent>>();
        var depth = new Dictionary<Guid, int>();
        foreach (var placed in events)
        {
            var order = placed.Event.Order.Id.Value;
            var wave = depth.GetValueOrDefault(order);
            depth[order] = wave + 1;
            if (wave == waves.Count)
            {
                waves.Add([]);
            }

            waves[wave].Add(placed);
        }

        return waves;
    }

    private OutgoingMessage Message(Consumer consumer, OrderEvent orderEvent) =>
        new(OrderEventWriter.Write(orderEvent, source, consumer.IncludeCustomerEmail))
        {
            GroupId = orderEvent.Order.Id.ToString(),
            DeduplicationId = orderEvent.Id + Replay,
        };
}

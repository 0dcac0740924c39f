using Orders.Queues;

namespace Orders.Events;

/// <summary>How a delivery to one consumer went.</summary>
/// <param name="Consumer">The consumer.</param>
public sealed record ConsumerDelivery(Consumer Consumer)
{
    /// <summary>How many messages its queue accepted.</summary>
    public int Sent { get; init; }

    /// <summary>The places of the records whose events its queue can never accept; they are no failures, because no replay makes them smaller.</summary>
    public IReadOnlyList<int> TooLong { get; init; } = [];

    /// <summary>What its queue did not accept, or was not tried behind that, in the order of the records.</summary>
    public IReadOnlyList<UndeliveredEvent> Undelivered { get; init; } = [];

    /// <summary>Why the first of them failed, as a code for logs; null where nothing did.</summary>
    public string? Cause { get; init; }
}

/// <summary>An event that a consumer's queue did not accept.</summary>
/// <param name="Index">The place of its record in the batch.</param>
/// <param name="Event">The event.</param>
/// <param name="Message">The message that the consumer has to receive.</param>
public sealed record UndeliveredEvent(int Index, OrderEvent Event, OutgoingMessage Message);

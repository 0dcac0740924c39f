using Orders.Queues;

namespace Orders.Events;

/// <summary>The result of a delivery to one consumer.</summary>
/// <param name="Consumer">The consumer.</param>
public sealed record ConsumerDelivery(Consumer Consumer)
{
    /// <summary>The number of messages that its queue accepted.</summary>
    public int Sent { get; init; }

    /// <summary>The record indices of events that its queue can never accept. They are not failures, because no retry makes them smaller.</summary>
    public IReadOnlyList<int> TooLong { get; init; } = [];

    /// <summary>The events that its queue did not accept, and those not tried after them, in the order of the records.</summary>
    public IReadOnlyList<UndeliveredEvent> Undelivered { get; init; } = [];

    /// <summary>The number of <see cref="Undelivered"/> events that may have been accepted all the same: SQS did not answer.</summary>
    public int MayBeSent { get; init; }

    /// <summary>Why the first of them failed, as a code for logs; null if none failed.</summary>
    public string? Cause { get; init; }
}

/// <summary>An event that a consumer's queue did not accept.</summary>
/// <param name="Index">The index of its record in the batch.</param>
/// <param name="Event">The event.</param>
/// <param name="Message">The message for the consumer.</param>
public sealed record UndeliveredEvent(int Index, OrderEvent Event, OutgoingMessage Message);

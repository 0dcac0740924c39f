using Orders.Events;
using Orders.Operations.DeadLetters;

namespace Orders.Operations.Events;

/// <summary>Events that are replayed together, in order per order.</summary>
/// <param name="Events">The events.</param>
internal sealed record ReplayBatch(IReadOnlyList<OrderEvent> Events)
{
    /// <summary>What cannot be replayed, and why, as sentences.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>The letter on <c>order-events-dlq</c> that can be deleted once all of the batch was sent; null if there is none.</summary>
    public Letter? Letter { get; init; }

    /// <summary>The object in the bucket of failed records that can be deleted once all of the batch was sent; null if there is none.</summary>
    public string? Object { get; init; }
}

using Orders.Events;
using Orders.Operations.DeadLetters;

namespace Orders.Operations.Events;

/// <summary>Some events that are to be sent again together, an order's in their order.</summary>
/// <param name="Events">The events.</param>
internal sealed record ReplayBatch(IReadOnlyList<OrderEvent> Events)
{
    /// <summary>What cannot be sent again, and why, a sentence each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>The letter on <c>order-events-dlq</c> that is done with once all of it was sent; null where it came of none.</summary>
    public Letter? Letter { get; init; }
}

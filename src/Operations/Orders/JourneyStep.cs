using Orders.Model;
using Orders.Operations.DeadLetters;

namespace Orders.Operations.Orders;

/// <summary>One thing that happened to an order.</summary>
/// <param name="At">When.</param>
internal abstract record JourneyStep(DateTimeOffset At);

/// <summary>It was placed, or its status changed: the row says so.</summary>
/// <param name="At">When.</param>
/// <param name="Version">The version that it led to; 1 for the placement.</param>
/// <param name="Status">Where the order stood then.</param>
/// <param name="Previous">Where it had stood; null for the placement.</param>
/// <param name="Reason">Why, where the sender said so.</param>
internal sealed record StatusStep(DateTimeOffset At, int Version, OrderStatus Status, OrderStatus? Previous, string? Reason) : JourneyStep(At)
{
    /// <summary>The event that it gives; null where the row's history is not whole, so that nobody can say.</summary>
    public JourneyEvent? Event { get; init; }
}

/// <summary>A message about it could not be done: it was seen on <c>orders-dlq</c>, and stands there still.</summary>
/// <param name="Letter">The message.</param>
internal sealed record DeadLetterStep(Letter Letter) : JourneyStep(Letter.Since);

using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Storage;

namespace Orders.Operations.Orders;

/// <summary>One step in an order's journey.</summary>
/// <param name="At">The time of the step.</param>
internal abstract record JourneyStep(DateTimeOffset At);

/// <summary>The order was placed, or its status changed, according to the row.</summary>
/// <param name="At">The time of the change.</param>
/// <param name="Version">The order's version after the change; 1 for the placement.</param>
/// <param name="Status">The new status.</param>
/// <param name="Previous">The previous status; null for the placement.</param>
/// <param name="Reason">The sender's reason; null if none was given.</param>
internal sealed record StatusStep(DateTimeOffset At, int Version, OrderStatus Status, OrderStatus? Previous, string? Reason) : JourneyStep(At)
{
    /// <summary>The change's event; null if the row's history is incomplete, so that it is unknown.</summary>
    public JourneyEvent? Event { get; init; }
}

/// <summary>The order's placement was rejected.</summary>
/// <param name="Rejected">The order and the reason.</param>
/// <param name="Event">The rejection's event.</param>
internal sealed record RejectedStep(RejectedOrder Rejected, JourneyEvent Event) : JourneyStep(Rejected.RejectedAt);

/// <summary>A message about the order was dead-lettered, and is on <c>orders-dlq</c>.</summary>
/// <param name="Letter">The message.</param>
internal sealed record DeadLetterStep(Letter Letter) : JourneyStep(Letter.Since);

using Orders.Model;
using Orders.Queues;
using Orders.Validation;

namespace Orders.Ingest.Routes;

/// <summary>What becomes of one order of a request.</summary>
internal enum PlacementOutcome
{
    /// <summary>It breaks a rule.</summary>
    Refused,

    /// <summary>Its key was seen before with other content.</summary>
    Conflict,

    /// <summary>Its key was seen before with this content: there is nothing to do.</summary>
    Replayed,

    /// <summary>It is to be queued.</summary>
    Queued,

    /// <summary>It could not be queued.</summary>
    Unsent,
}

/// <summary>One order of a request on its way to the queue.</summary>
internal sealed class Placement
{
    private Placement(Order? order, PlacementOutcome outcome, IReadOnlyList<FieldError> errors) => (Order, Outcome, Errors) = (order, outcome, errors);

    /// <summary>The order; null where it breaks a rule.</summary>
    public Order? Order { get; }

    public PlacementOutcome Outcome { get; private set; }

    /// <summary>What is wrong, where something is.</summary>
    public IReadOnlyList<FieldError> Errors { get; private set; }

    public static Placement Refused(IReadOnlyList<FieldError> errors) => new(null, PlacementOutcome.Refused, errors);

    public static Placement Of(Order order) => new(order, PlacementOutcome.Queued, []);

    public void Replay() => Outcome = PlacementOutcome.Replayed;

    public void Conflict()
    {
        Outcome = PlacementOutcome.Conflict;
        Errors = [new FieldError("idempotency_key", ErrorCodes.KeyConflict, "was used before with other content")];
    }

    public void Sent(SendResult result)
    {
        if (!result.IsSent)
        {
            Outcome = PlacementOutcome.Unsent;
            Errors = [new FieldError(FieldError.Body, ErrorCodes.Unavailable, "was not queued; send it again")];
        }
    }

    /// <summary>Takes the outcome of an order earlier in the request that has the same key and content.</summary>
    public void Follow(Placement first) => (Outcome, Errors) =
        (first.Outcome == PlacementOutcome.Queued ? PlacementOutcome.Replayed : first.Outcome, first.Errors);
}

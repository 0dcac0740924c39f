using Orders.Model;
using Orders.Queues;
using Orders.Validation;

namespace Orders.Ingest.Routes;

/// <summary>The outcome of one order in a request.</summary>
internal enum PlacementOutcome
{
    /// <summary>The order breaks a rule.</summary>
    Refused,

    /// <summary>The key was used before with other content.</summary>
    Conflict,

    /// <summary>The key was used before with the same content: there is nothing to do.</summary>
    Replayed,

    /// <summary>The order is to be queued.</summary>
    Queued,

    /// <summary>The order could not be queued.</summary>
    Unsent,
}

/// <summary>One order of a request, before and after it is queued.</summary>
internal sealed class Placement
{
    private Placement(Order? order, PlacementOutcome outcome, IReadOnlyList<FieldError> errors) => (Order, Outcome, Errors) = (order, outcome, errors);

    /// <summary>The order; null if it breaks a rule.</summary>
    public Order? Order { get; }

    public PlacementOutcome Outcome { get; private set; }

    /// <summary>The order's errors, if any.</summary>
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

    /// <summary>Copies the outcome of an earlier order in the request with the same key and content.</summary>
    public void Follow(Placement first) => (Outcome, Errors) =
        (first.Outcome == PlacementOutcome.Queued ? PlacementOutcome.Replayed : first.Outcome, first.Errors);
}

namespace Orders.Model;

/// <summary>Where an order stands. Moves between them are <see cref="Lifecycle"/>'s.</summary>
public enum OrderStatus
{
    /// <summary>Placed, not yet taken up. Every order starts here.</summary>
    Pending,

    /// <summary>Taken up by fulfilment.</summary>
    Processing,

    /// <summary>Done. Final.</summary>
    Completed,

    /// <summary>Called off before completion. Final.</summary>
    Cancelled,

    /// <summary>Left pending for longer than the expiry setting allows. Final.</summary>
    Expired,
}

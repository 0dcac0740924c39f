namespace Orders.Model;

/// <summary>An order's status. <see cref="Lifecycle"/> has the allowed changes.</summary>
public enum OrderStatus
{
    /// <summary>Placed, not yet processed. Every order starts here.</summary>
    Pending,

    /// <summary>Being fulfilled.</summary>
    Processing,

    /// <summary>Fulfilled. Final.</summary>
    Completed,

    /// <summary>Cancelled before completion. Final.</summary>
    Cancelled,

    /// <summary>Pending for longer than the expiry setting allows. Final.</summary>
    Expired,
}

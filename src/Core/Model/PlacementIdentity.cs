namespace Orders.Model;

/// <summary>What identifies the order of a placement, valid or not.</summary>
/// <param name="OrderId">The order's id.</param>
/// <param name="Owner">The owner, who alone may see it.</param>
/// <param name="IdempotencyKey">The sender's idempotency key; null if the id itself is the key.</param>
public sealed record PlacementIdentity(OrderId OrderId, string Owner, string? IdempotencyKey);

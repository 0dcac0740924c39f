using Orders.Model;

namespace Orders.Validation;

/// <summary>One order in an API request.</summary>
/// <param name="Content">The content.</param>
/// <param name="IdempotencyKey">The key in its body; null if there is none.</param>
public sealed record OrderRequest(OrderContent Content, string? IdempotencyKey);

/// <summary>The body of <c>POST /orders</c>: one order, or an array of 1–500, each read separately.</summary>
/// <param name="Orders">One entry for each order, in their order.</param>
/// <param name="IsArray">Whether the body was an array, and so is the answer.</param>
public sealed record OrderRequests(IReadOnlyList<Validated<OrderRequest>> Orders, bool IsArray);

/// <summary>The body of <c>PUT /orders/{order_id}</c>.</summary>
/// <param name="Status">The new status.</param>
/// <param name="Reason">The reason; null if none was given.</param>
public sealed record StatusRequest(OrderStatus Status, string? Reason);

using Orders.Model;

namespace Orders.Validation;

/// <summary>One order as a caller of the API sends it.</summary>
/// <param name="Content">What is ordered.</param>
/// <param name="IdempotencyKey">The key in its body; null where it has none.</param>
public sealed record OrderRequest(OrderContent Content, string? IdempotencyKey);

/// <summary>The body of <c>POST /orders</c>: one order, or an array of 1–500, each read on its own.</summary>
/// <param name="Orders">One entry an order, in their order.</param>
/// <param name="IsArray">Whether the body was an array, and so is the answer.</param>
public sealed record OrderRequests(IReadOnlyList<Validated<OrderRequest>> Orders, bool IsArray);

/// <summary>The body of <c>PUT /orders/{order_id}</c>.</summary>
/// <param name="Status">Where the order shall move.</param>
/// <param name="Reason">Why; null where the caller does not say.</param>
public sealed record StatusRequest(OrderStatus Status, string? Reason);

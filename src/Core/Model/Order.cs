namespace Orders.Model;

/// <summary>An order as stored in the table.</summary>
public sealed record Order
{
    /// <summary>The order's id: the table's key.</summary>
    public required OrderId Id { get; init; }

    /// <summary>The order's content.</summary>
    public required OrderContent Content { get; init; }

    /// <summary>The digest of <see cref="Content"/>, which distinguishes a repeat from a conflict.</summary>
    public required ContentHash ContentHash { get; init; }

    /// <summary>The owner, who may see and change it; also the scope of its idempotency key.</summary>
    public required string Owner { get; init; }

    /// <summary>The sender's idempotency key; null if the id itself is the key.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The status.</summary>
    public OrderStatus Status { get; init; } = Lifecycle.Initial;

    /// <summary>When it was placed; millisecond precision. It comes from the message, so that a repeat writes the same row.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When SQS accepted its message; millisecond precision. Expiry uses it, because <see cref="CreatedAt"/> may come from the sender's
    /// clock.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>When its status last changed; millisecond precision.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The version: starts at 1, and each status change adds one.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The status changes since it was placed, oldest first; entry <c>n</c> led to version <c>n + 2</c>.</summary>
    public IReadOnlyList<StatusChange> History { get; init; } = [];

    /// <summary>When the personal fields of its content were erased; null if they were not. The hash is that of the content before.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>When DynamoDB may remove its row; null keeps it.</summary>
    public DateTimeOffset? RemoveAfter { get; init; }

    /// <summary>The W3C trace context of the request that last changed it.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>One status change of an order.</summary>
/// <param name="Status">The new status.</param>
/// <param name="At">When it changed; millisecond precision.</param>
/// <param name="Reason">The sender's reason; null if none was given.</param>
public sealed record StatusChange(OrderStatus Status, DateTimeOffset At, string? Reason);

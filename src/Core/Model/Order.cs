namespace Orders.Model;

/// <summary>An order as the table holds it.</summary>
public sealed record Order
{
    /// <summary>The order's id: the table's key.</summary>
    public required OrderId Id { get; init; }

    /// <summary>What was ordered.</summary>
    public required OrderContent Content { get; init; }

    /// <summary>Digest of <see cref="Content"/>, by which a repeat is told from a conflict.</summary>
    public required ContentHash ContentHash { get; init; }

    /// <summary>Who may see and change it, and the scope of its idempotency key.</summary>
    public required string Owner { get; init; }

    /// <summary>The key its sender gave; null where the id itself is the key.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Where it stands.</summary>
    public OrderStatus Status { get; init; } = Lifecycle.Initial;

    /// <summary>When it was placed; millisecond precision. From the message, so a repeat writes the same row.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When SQS accepted its message; millisecond precision. Expiry counts from it, because <see cref="CreatedAt"/> may be by the sender's clock.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>When its status last changed; millisecond precision.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Counts its states from 1; each change of status adds one.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The changes of status since it was placed, oldest first; entry <c>n</c> led to version <c>n + 2</c>.</summary>
    public IReadOnlyList<StatusChange> History { get; init; } = [];

    /// <summary>The W3C trace context of the request that last changed it.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>One change of an order's status.</summary>
/// <param name="Status">What it changed to.</param>
/// <param name="At">When; millisecond precision.</param>
/// <param name="Reason">Why, where the sender said so.</param>
public sealed record StatusChange(OrderStatus Status, DateTimeOffset At, string? Reason);

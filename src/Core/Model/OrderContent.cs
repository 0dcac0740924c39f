namespace Orders.Model;

/// <summary>An order's content: the part that its sender decides and that never changes. See <see cref="ContentFields"/>.</summary>
public sealed record OrderContent
{
    /// <summary>The item; 1–256 characters without control characters.</summary>
    public required string Item { get; init; }

    /// <summary>The quantity; 1–1,000,000.</summary>
    public required int Quantity { get; init; }

    /// <summary>The customer's name; at most 256 characters. Null once it was erased (<see cref="Order.ErasedAt"/>).</summary>
    public string? CustomerName { get; init; } = OrderLimits.DefaultCustomerName;

    /// <summary>The customer's e-mail address; at most 320 characters.</summary>
    public string? CustomerEmail { get; init; }

    /// <summary>The sender's pairs; at most 20, together at most 2 KB of UTF-8.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = NoMetadata;

    /// <summary>No pairs.</summary>
    public static IReadOnlyDictionary<string, string> NoMetadata { get; } = new Dictionary<string, string>(0);

    /// <summary>Content whose required fields have no value yet.</summary>
    internal static OrderContent Blank { get; } = new() { Item = "", Quantity = 0 };
}

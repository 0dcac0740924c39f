namespace Orders.Model;

/// <summary>What was ordered, by whom: the part of an order that its sender decides and that never changes. See <see cref="ContentFields"/>.</summary>
public sealed record OrderContent
{
    /// <summary>What is ordered; 1–256 characters, none of them a control character.</summary>
    public required string Item { get; init; }

    /// <summary>How many; 1–1,000,000.</summary>
    public required int Quantity { get; init; }

    /// <summary>Whom it is for; at most 256 characters.</summary>
    public string CustomerName { get; init; } = OrderLimits.DefaultCustomerName;

    /// <summary>Where the customer can be written to; personal data, so events carry it only to consumers configured for it.</summary>
    public string? CustomerEmail { get; init; }

    /// <summary>The sender's own pairs; at most 20, together at most 2 KB of UTF-8.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = NoMetadata;

    /// <summary>No pairs.</summary>
    public static IReadOnlyDictionary<string, string> NoMetadata { get; } = new Dictionary<string, string>(0);

    /// <summary>Content whose required fields have no value yet.</summary>
    internal static OrderContent Blank { get; } = new() { Item = "", Quantity = 0 };
}

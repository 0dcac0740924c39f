namespace Orders.Model;

/// <summary>The bounds of an order's fields. <c>contracts/</c> states the same ones; a contract test holds both together.</summary>
public static class OrderLimits
{
    /// <summary>Longest <c>item</c>, in characters (Unicode code points).</summary>
    public const int ItemCharacters = 256;

    /// <summary>Largest <c>quantity</c>.</summary>
    public const int Quantity = 1_000_000;

    /// <summary>Longest <c>customer_name</c>, in characters.</summary>
    public const int CustomerNameCharacters = 256;

    /// <summary>The name of a customer who gave none.</summary>
    public const string DefaultCustomerName = "anonymous";

    /// <summary>Longest <c>customer_email</c>, in characters (RFC 3696, erratum 1690, allows 254 in practice, 320 by syntax).</summary>
    public const int CustomerEmailCharacters = 320;

    /// <summary>Most pairs in <c>metadata</c>.</summary>
    public const int MetadataPairs = 20;

    /// <summary>Longest key in <c>metadata</c>, in characters.</summary>
    public const int MetadataKeyCharacters = 128;

    /// <summary>Largest <c>metadata</c>: keys and values together, in UTF-8 bytes.</summary>
    public const int MetadataBytes = 2048;

    /// <summary>Longest <c>idempotency_key</c>, in characters of printable ASCII.</summary>
    public const int IdempotencyKeyCharacters = 255;

    /// <summary>Longest <c>owner</c> and <c>source</c>, in characters of printable ASCII.</summary>
    public const int OwnerCharacters = 256;

    /// <summary>Longest <c>reason</c>, in characters.</summary>
    public const int ReasonCharacters = 256;

    /// <summary>Largest <c>older_than_hours</c>: a year.</summary>
    public const int ExpiryHours = 8760;

    /// <summary>Earliest <c>placed_at</c>: 1970-01-01T00:00:00Z.</summary>
    public static readonly DateTimeOffset PlacedAtMin = DateTimeOffset.UnixEpoch;

    /// <summary>
    /// How many minutes <c>placed_at</c> may be after the message's SQS sent timestamp. AWS refuses requests from clocks that are further off
    /// (IAM User Guide, "AWS Signature Version 4").
    /// </summary>
    public const int PlacedAtMinutesAhead = 5;

    /// <summary>Largest order as JSON, in bytes: an HTTP body, an element of an array, a queue message.</summary>
    public const int OrderBytes = 64 * 1024;

    /// <summary>Most orders in one HTTP request.</summary>
    public const int OrdersPerRequest = 500;

    /// <summary>Deepest nesting of JSON that is read at all.</summary>
    public const int JsonDepth = 16;
}

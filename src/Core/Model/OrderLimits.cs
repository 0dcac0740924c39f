namespace Orders.Model;

/// <summary>The limits of an order's fields. <c>contracts/</c> states the same ones; a contract test compares them.</summary>
public static class OrderLimits
{
    /// <summary>Maximum length of <c>item</c>, in characters (Unicode code points).</summary>
    public const int ItemCharacters = 256;

    /// <summary>Maximum <c>quantity</c>.</summary>
    public const int Quantity = 1_000_000;

    /// <summary>Maximum length of <c>customer_name</c>, in characters.</summary>
    public const int CustomerNameCharacters = 256;

    /// <summary>The default of <c>customer_name</c>.</summary>
    public const string DefaultCustomerName = "anonymous";

    /// <summary>Maximum length of <c>customer_email</c>, in characters (RFC 3696, erratum 1690, allows 254 in practice, 320 by syntax).</summary>
    public const int CustomerEmailCharacters = 320;

    /// <summary>Maximum number of pairs in <c>metadata</c>.</summary>
    public const int MetadataPairs = 20;

    /// <summary>Maximum length of a key in <c>metadata</c>, in characters.</summary>
    public const int MetadataKeyCharacters = 128;

    /// <summary>Maximum size of <c>metadata</c>: keys and values together, in UTF-8 bytes.</summary>
    public const int MetadataBytes = 2048;

    /// <summary>Maximum length of <c>idempotency_key</c>, in characters of printable ASCII.</summary>
    public const int IdempotencyKeyCharacters = 255;

    /// <summary>Maximum length of <c>owner</c> and <c>source</c>, in characters of printable ASCII.</summary>
    public const int OwnerCharacters = 256;

    /// <summary>Maximum length of <c>reason</c>, in characters.</summary>
    public const int ReasonCharacters = 256;

    /// <summary>Maximum <c>older_than_hours</c>: a year.</summary>
    public const int ExpiryHours = 8760;

    /// <summary>Minimum <c>placed_at</c>: 1970-01-01T00:00:00Z.</summary>
    public static readonly DateTimeOffset PlacedAtMin = DateTimeOffset.UnixEpoch;

    /// <summary>
    /// Maximum minutes by which <c>placed_at</c> may be after the message's SQS sent timestamp. AWS refuses requests from clocks that differ by
    /// more (IAM User Guide, "AWS Signature Version 4").
    /// </summary>
    public const int PlacedAtMinutesAhead = 5;

    /// <summary>Maximum size of an order as JSON, in bytes: an HTTP body, an element of an array, a queue message.</summary>
    public const int OrderBytes = 64 * 1024;

    /// <summary>Maximum number of orders in one HTTP request.</summary>
    public const int OrdersPerRequest = 500;

    /// <summary>Maximum nesting of JSON that is read.</summary>
    public const int JsonDepth = 16;
}

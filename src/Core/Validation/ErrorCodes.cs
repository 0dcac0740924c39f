namespace Orders.Validation;

/// <summary>The codes of refusals in HTTP answers and dead letters. Part of the contract: codes are added, never changed.</summary>
public static class ErrorCodes
{
    /// <summary>The input is not JSON, or is nested too deeply.</summary>
    public const string MalformedJson = "malformed_json";

    /// <summary>The input is not UTF-8, or a text is not Unicode (a lone surrogate).</summary>
    public const string Encoding = "encoding";

    /// <summary>The field must be given.</summary>
    public const string Required = "required";

    /// <summary>The value has another JSON type.</summary>
    public const string Type = "type";

    /// <summary>The number is out of range.</summary>
    public const string Range = "range";

    /// <summary>The text, or the collection, is too short or too long.</summary>
    public const string Length = "length";

    /// <summary>The text has characters that are not allowed.</summary>
    public const string Characters = "characters";

    /// <summary>The text does not have the required format.</summary>
    public const string Format = "format";

    /// <summary>The value is not one of the allowed values.</summary>
    public const string Value = "value";

    /// <summary>The input has no such field.</summary>
    public const string UnknownField = "unknown_field";

    /// <summary>The field is given twice.</summary>
    public const string DuplicateField = "duplicate_field";

    /// <summary>The input, or an order in it, is too large.</summary>
    public const string TooLarge = "too_large";

    /// <summary>Two fields, or a field and a header, contradict each other.</summary>
    public const string Mismatch = "mismatch";

    /// <summary>The idempotency key, or the order id, was used with other content.</summary>
    public const string KeyConflict = "key_conflict";

    /// <summary>The lifecycle does not allow the change.</summary>
    public const string IllegalTransition = "illegal_transition";

    /// <summary>The order does not have the expected version.</summary>
    public const string VersionConflict = "version_conflict";

    /// <summary>The order does not exist.</summary>
    public const string UnknownOrder = "unknown_order";

    /// <summary>The setting <c>index_statuses</c> leaves the status out, so its orders cannot be listed.</summary>
    public const string NotIndexed = "not_indexed";

    /// <summary>The sender may not send this: a type that is not for it, an order of another owner, or a change of one.</summary>
    public const string SenderNotAllowed = "sender_not_allowed";

    /// <summary>The order's row is not a valid order: it was written outside the pipeline.</summary>
    public const string UnreadableRow = "unreadable_row";

    /// <summary>The table permanently refused the write.</summary>
    public const string Unwritable = "unwritable";

    /// <summary>A dependency failed on every receive that the queue allows.</summary>
    public const string RetriesExhausted = "retries_exhausted";

    /// <summary>A temporary failure that is not the caller's: send it again.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>All codes.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        MalformedJson, Encoding, Required, Type, Range, Length, Characters, Format, Value, UnknownField,
        DuplicateField, TooLarge, Mismatch, KeyConflict, IllegalTransition, VersionConflict, UnknownOrder, NotIndexed, SenderNotAllowed,
        UnreadableRow, Unwritable, RetriesExhausted, Unavailable,
    ];
}

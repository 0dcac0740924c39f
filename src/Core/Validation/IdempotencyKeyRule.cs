using Orders.Model;

namespace Orders.Validation;

/// <summary>An idempotency key comes in a header or in the body; where it comes in both, both are one.</summary>
public static class IdempotencyKeyRule
{
    /// <summary>What is wrong with the header, or with the two together; null where nothing is.</summary>
    /// <param name="header">The header's value; null where there is none.</param>
    /// <param name="body">The body's key, which was checked with the body; null where there is none.</param>
    /// <param name="headerName">The header's name.</param>
    public static FieldError? Check(string? header, string? body, string headerName) => header switch
    {
        null => null,
        { Length: < 1 or > OrderLimits.IdempotencyKeyCharacters } => new FieldError(
            headerName, ErrorCodes.Length, $"must have 1 to {OrderLimits.IdempotencyKeyCharacters} characters"),
        _ when !JsonText.IsPrintableAscii(header) => new FieldError(headerName, ErrorCodes.Characters, "must be of printable ASCII characters"),
        _ when body is not null && body != header => new FieldError(headerName, ErrorCodes.Mismatch, "and idempotency_key must be the same where both are given"),
        _ => null,
    };
}

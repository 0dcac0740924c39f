using System.Text;
using Orders.Json;
using Orders.Model;

namespace Orders.Validation;

/// <summary>
/// Reads the header <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header): a structured string (RFC 8941, section 3.3.3) such as
/// <c>"k"</c>, or the same key without quotes, such as <c>k</c>.
/// </summary>
/// <remarks>
/// API Gateway joins a repeated header with commas. So a comma outside quotes separates two values, which must be equal, and a key with a
/// comma or a quote must be quoted.
/// </remarks>
public static class IdempotencyKeyRule
{
    /// <summary>The header's name.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>Returns the header's key; if the body gives one too, both must be equal.</summary>
    /// <param name="header">The header's value; the values of a repeated header are joined with commas.</param>
    /// <param name="body">The body's key, which was checked with the body; null for none.</param>
    public static Validated<string> Read(string header, string? body = null)
    {
        string? first = null;
        foreach (var value in Split(header))
        {
            if (Parse(value) is not { } key)
            {
                return Refused(ErrorCodes.Format, """must be a key without commas and quotes, or a string in double quotes in which only \" and \\ are escaped""");
            }

            if (key.Length is < 1 or > OrderLimits.IdempotencyKeyCharacters)
            {
                return Refused(ErrorCodes.Length, $"must have 1 to {OrderLimits.IdempotencyKeyCharacters} characters");
            }

            if (!JsonText.IsPrintableAscii(key))
            {
                return Refused(ErrorCodes.Characters, "must be of printable ASCII characters");
            }

            if (key != (first ??= key))
            {
                return Refused(ErrorCodes.Mismatch, "must be given once, or with equal values; a key that has a comma must be in double quotes");
            }
        }

        return body is null || body == first ? first! : Refused(ErrorCodes.Mismatch, "and idempotency_key must be the same where both are given");
    }

    /// <summary>Returns the header's value for a key, as a structured string.</summary>
    public static string Write(string key) =>
        $"\"{key.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static List<string> Split(string header)
    {
        List<string> values = [];
        var (start, isQuoted) = (0, false);
        for (var at = 0; at < header.Length; at++)
        {
            switch (header[at])
            {
                case '\\' when isQuoted:
                    at++;
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case ',' when !isQuoted:
                    values.Add(header[start..at]);
                    start = at + 1;
                    break;
            }
        }

        values.Add(header[start..]);
        return values;
    }

    /// <returns>Null if the value is malformed.</returns>
    private static string? Parse(string value)
    {
        var text = value.AsSpan().Trim(" \t");
        if (text is not ['"', ..])
        {
            return text.Contains('"') ? null : text.ToString();
        }

        if (text is not ['"', .. var quoted, '"'])
        {
            return null;
        }

        var key = new StringBuilder(quoted.Length);
        for (var at = 0; at < quoted.Length; at++)
        {
            if (quoted[at] == '"' || (quoted[at] == '\\' && (++at == quoted.Length || quoted[at] is not ('"' or '\\'))))
            {
                return null;
            }

            key.Append(quoted[at]);
        }

        return key.ToString();
    }

    private static Validated<string> Refused(string code, string rule) => Validated<string>.Refused(new FieldError(Header, code, rule));
}

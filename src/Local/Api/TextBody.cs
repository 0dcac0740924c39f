using System.Text.Unicode;

namespace Orders.Local.Api;

/// <summary>Decides which bodies an event has as text; the others are base64.</summary>
static class TextBody
{
    static readonly string[] TextTypes = ["application/json", "application/javascript", "application/xml"];

    public static bool IsText(string? contentType, ReadOnlySpan<byte> body) =>
        body.IsEmpty || (IsTextType(contentType) && Utf8.IsValid(body));

    /// <summary>Without a content type a body counts as text, as in the gateway.</summary>
    static bool IsTextType(string? contentType)
    {
        var type = (contentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        return type.Length == 0
            || type.StartsWith("text/", StringComparison.Ordinal)
            || type.EndsWith("+json", StringComparison.Ordinal)
            || type.EndsWith("+xml", StringComparison.Ordinal)
            || TextTypes.Contains(type);
    }
}

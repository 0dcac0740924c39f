using System.Text.Json;

namespace Orders.Tests.Integration.Support;

static class Wire
{
    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    /// <summary>A body as JSON; an empty one is an empty object.</summary>
    public static JsonElement Parse(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8.IsEmpty ? "{}"u8.ToArray() : utf8);
        return document.RootElement.Clone();
    }

    /// <summary>The text of a member; null where it is missing.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>Field and code of each detail of a refusal.</summary>
    public static IReadOnlyList<(string? Field, string? Code)> Details(this JsonElement refusal) =>
        refusal.TryGetProperty("details", out var details)
            ? [.. details.EnumerateArray().Select(static detail => (detail.Text("field"), detail.Text("code")))]
            : [];
}

using System.Text.Json;
using Orders.Json;

namespace Orders.Operations.DeadLetters;

/// <summary>Reads members that may be missing or have another type, from a document that <see cref="UntrustedJson"/> parsed.</summary>
internal static class JsonReading
{
    /// <summary>Returns a member of an object; undefined if it is missing or the element is not an object.</summary>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>Returns a member's text; null if there is none.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>Returns a member's integer; null if there is none.</summary>
    public static int? WholeNumber(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;
}

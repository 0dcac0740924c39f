using System.Text.Json;
using Orders.Json;

namespace Orders.Operations.DeadLetters;

/// <summary>Reads members that may be missing or of another type, of a document that <see cref="UntrustedJson"/> has parsed.</summary>
internal static class JsonReading
{
    /// <summary>The member of an object; undefined where it has none, and where the element is no object.</summary>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The text of a member; null where it has none.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>The integer of a member; null where it has none.</summary>
    public static int? WholeNumber(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;
}

using System.Text.Json;
using Orders.Storage;

namespace Orders.Operations.Events;

/// <summary>Attribute values in the Streams API's JSON: <c>{"S":"text"}</c>.</summary>
internal readonly struct JsonAttributeValues : IAttributeValues<JsonElement>
{
    /// <inheritdoc/>
    public static string? Text(JsonElement value) => Member(value, "S", JsonValueKind.String)?.GetString();

    /// <inheritdoc/>
    public static string? Number(JsonElement value) => Member(value, "N", JsonValueKind.String)?.GetString();

    /// <inheritdoc/>
    public static IReadOnlyDictionary<string, JsonElement>? Map(JsonElement value) =>
        Member(value, "M", JsonValueKind.Object) is { } map ? Entries(map) : null;

    /// <inheritdoc/>
    public static IReadOnlyList<JsonElement>? List(JsonElement value) =>
        Member(value, "L", JsonValueKind.Array) is { } list ? [.. list.EnumerateArray()] : null;

    /// <summary>Returns the attributes of an image or a map by name.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Entries(JsonElement map) =>
        map.EnumerateObject().ToDictionary(static entry => entry.Name, static entry => entry.Value, StringComparer.Ordinal);

    private static JsonElement? Member(JsonElement value, string name, JsonValueKind kind) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) && member.ValueKind == kind ? member : null;
}

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Orders.Json;

namespace Orders.Operations.Json;

/// <summary>Writes JSON by source generation.</summary>
internal static class GeneratedJson
{
    /// <summary>Returns the value as one line of JSON, escaped as <see cref="JsonWriting"/> escapes.</summary>
    public static string ToText<T>(this JsonTypeInfo<T> type, T value) =>
        JsonWriting.ToText((type, value), static (writer, state) => JsonSerializer.Serialize(writer, state.value, state.type));
}

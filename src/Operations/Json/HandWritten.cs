using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orders.Operations.Json;

/// <summary>A value within a report that has a hand-written writer, such as an order, whose JSON is the API's.</summary>
/// <param name="Write">Writes the value.</param>
[JsonConverter(typeof(HandWrittenConverter))]
internal sealed record HandWritten(Action<Utf8JsonWriter> Write);

/// <summary>Calls the hand-written writer.</summary>
internal sealed class HandWrittenConverter : JsonConverter<HandWritten>
{
    /// <inheritdoc/>
    public override HandWritten Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, HandWritten value, JsonSerializerOptions options) => value.Write(writer);
}

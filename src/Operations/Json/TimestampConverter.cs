using System.Text.Json;
using System.Text.Json.Serialization;
using Orders.Model;

namespace Orders.Operations.Json;

/// <summary>Writes times as <see cref="Timestamp"/> formats them.</summary>
internal sealed class TimestampConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Timestamp.Format(value));
}

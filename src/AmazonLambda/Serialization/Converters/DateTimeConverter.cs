using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amazon.Lambda.Serialization.SystemTextJson.Converters;

/// <summary>Converts times: reads seconds since 1970, possibly with a fraction, or ISO 8601 text; writes ISO 8601.</summary>
public sealed class DateTimeConverter : JsonConverter<DateTime>
{
    /// <inheritdoc/>
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.Number ? FromEpochSeconds(reader.GetDecimal()) : reader.GetDateTime();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    // Decimal, so that a fraction of a second is read as written: a double loses the microseconds.
    internal static DateTime FromEpochSeconds(decimal seconds) =>
        DateTime.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
}

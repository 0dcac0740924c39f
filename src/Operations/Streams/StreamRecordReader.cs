using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Orders.Operations.Streams;

/// <summary>Converts a record of the Streams API to one of Lambda's event, with keys and images unchanged.</summary>
static class StreamRecordReader
{
    public static StreamRecord Read(JsonElement record, string streamArn, string region)
    {
        var change = record.GetProperty("dynamodb"u8);
        var output = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(output, EventJson.Options))
        {
            json.WriteStartObject();
            Copy(json, record, "eventID"u8);
            Copy(json, record, "eventName"u8);
            Copy(json, record, "eventVersion"u8);
            json.WriteString("eventSource"u8, "aws:dynamodb"u8);
            json.WriteString("awsRegion"u8, region);
            json.WritePropertyName("dynamodb"u8);
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(change), skipInputValidation: true);
            WriteUserIdentity(json, record);
            json.WriteString("eventSourceARN"u8, streamArn);
            json.WriteEndObject();
        }

        return new StreamRecord(
            change.GetProperty("SequenceNumber"u8).GetString()!,
            Fnv1a(JsonMarshal.GetRawUtf8Value(change.GetProperty("Keys"u8))),
            CreatedAt(change),
            output.WrittenMemory);
    }

    static void Copy(Utf8JsonWriter json, JsonElement record, ReadOnlySpan<byte> name)
    {
        if (record.TryGetProperty(name, out var value))
        {
            json.WritePropertyName(name);
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
        }
    }

    /// <summary>The Streams API has <c>Type</c> and <c>PrincipalId</c>; Lambda's event has them in camelCase.</summary>
    static void WriteUserIdentity(Utf8JsonWriter json, JsonElement record)
    {
        if (!record.TryGetProperty("userIdentity"u8, out var identity) || identity.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        json.WriteStartObject("userIdentity"u8);
        foreach (var property in identity.EnumerateObject())
        {
            json.WriteString(JsonNamingPolicy.CamelCase.ConvertName(property.Name), property.Value.GetString());
        }

        json.WriteEndObject();
    }

    static uint Fnv1a(ReadOnlySpan<byte> bytes)
    {
        const uint offset = 2166136261;
        const uint prime = 16777619;
        var hash = offset;
        foreach (var b in bytes)
        {
            hash = unchecked((hash ^ b) * prime);
        }

        return hash;
    }

    static DateTimeOffset CreatedAt(JsonElement change) =>
        DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(change.GetProperty("ApproximateCreationDateTime"u8).GetDouble());
}

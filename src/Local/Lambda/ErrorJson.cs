using System.Buffers;
using System.Text.Json;

namespace Orders.Local.Lambda;

/// <summary>The body of Lambda's own errors.</summary>
static class ErrorJson
{
    public static byte[] Write(string message, string? reason)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (reason is not null)
            {
                json.WriteString("Reason"u8, reason);
            }

            json.WriteString("Type"u8, "User"u8);
            json.WriteString(reason is null ? "Message"u8 : "message"u8, message);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}

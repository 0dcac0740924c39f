using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Orders.Model;

namespace Orders.Json;

/// <summary>Writes JSON for messages, events and answers.</summary>
public static class JsonWriting
{
    // The JSON is never put into HTML. This encoder escapes only characters beyond the basic plane, and the noncharacters that SQS refuses.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the JSON that <paramref name="write"/> writes, as text.</summary>
    public static string ToText<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var buffer = ScratchBuffer.Take();
        Write(buffer, state, write);
        var text = Encoding.UTF8.GetString(buffer.WrittenSpan);
        ScratchBuffer.Return(buffer);
        return text;
    }

    /// <summary>Writes JSON as UTF-8.</summary>
    public static void Write<TState>(IBufferWriter<byte> buffer, TState state, Action<Utf8JsonWriter, TState> write)
    {
        using var writer = new Utf8JsonWriter(buffer, Options);
        write(writer, state);
    }

    /// <summary>Writes a field, unless its value is null.</summary>
    public static void WriteOptional(this Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    /// <summary>Writes a time in the format of <see cref="Timestamp"/>.</summary>
    public static void WriteTime(this Utf8JsonWriter writer, string name, DateTimeOffset time) =>
        writer.WriteString(name, Timestamp.Format(time));
}

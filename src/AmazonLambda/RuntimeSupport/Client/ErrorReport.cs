using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Amazon.Lambda.RuntimeSupport.Client;

/// <summary>
/// An error as the invoker gets it: <c>errorType</c>, <c>errorMessage</c>, <c>stackTrace</c> by line and <c>cause</c>, the same again.
/// </summary>
internal static class ErrorReport
{
    // The Runtime API takes 256 KiB. Message and trace of one exception, escaped, are well below a quarter of that.
    private const int MaxMessageChars = 8 * 1024;
    private const int MaxTraceLines = 100;
    private const int MaxLineChars = 512;
    private const int MaxCauses = 3;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The type's name without its namespace, as .NET functions report it.</summary>
    public static string TypeOf(Exception exception) => exception.GetType().Name;

    /// <summary>The report, as UTF-8 JSON.</summary>
    public static ReadOnlyMemory<byte> Write(Exception exception)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            Write(json, exception, MaxCauses);
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Writes the members that tell of an exception into an object that is open.</summary>
    public static void WriteMembers(Utf8JsonWriter json, Exception exception)
    {
        json.WriteString("errorType"u8, TypeOf(exception));
        json.WriteString("errorMessage"u8, exception.Message.AsSpan(0, Math.Min(exception.Message.Length, MaxMessageChars)));
        if (exception.StackTrace is not { } trace)
        {
            return;
        }

        json.WriteStartArray("stackTrace"u8);
        var lines = 0;
        foreach (var line in trace.AsSpan().EnumerateLines())
        {
            if (lines++ == MaxTraceLines)
            {
                break;
            }

            var text = line.Trim();
            json.WriteStringValue(text[..Math.Min(text.Length, MaxLineChars)]);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Exception exception, int causesLeft)
    {
        json.WriteStartObject();
        WriteMembers(json, exception);
        if (exception.InnerException is { } cause && causesLeft > 0)
        {
            json.WritePropertyName("cause"u8);
            Write(json, cause, causesLeft - 1);
        }

        json.WriteEndObject();
    }
}

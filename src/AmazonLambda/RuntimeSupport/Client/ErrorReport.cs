using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Amazon.Lambda.RuntimeSupport.Client;

/// <summary>
/// An error as the invoker gets it: <c>errorType</c>, <c>errorMessage</c>, <c>stackTrace</c> by line and <c>cause</c>, the same again.
/// </summary>
internal static class ErrorReport
{
    // The Runtime API takes 256 KiB. Four exceptions within these limits stay below that in ASCII text, escapes included.
    private const int MaxMessageChars = 8 * 1024;
    private const int MaxTraceLines = 50;
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
            json.WriteStartObject();
            WriteMembers(json, exception);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Writes the members that tell of an exception into an object that is open.</summary>
    public static void WriteMembers(Utf8JsonWriter json, Exception exception) => WriteMembers(json, exception, MaxCauses);

    private static void WriteMembers(Utf8JsonWriter json, Exception exception, int causesLeft)
    {
        json.WriteString("errorType"u8, TypeOf(exception));
        json.WriteString("errorMessage"u8, Start(exception.Message, MaxMessageChars));
        WriteTrace(json, exception.StackTrace);
        if (exception.InnerException is { } cause && causesLeft > 0)
        {
            json.WriteStartObject("cause"u8);
            WriteMembers(json, cause, causesLeft - 1);
            json.WriteEndObject();
        }
    }

    private static void WriteTrace(Utf8JsonWriter json, string? trace)
    {
        if (trace is null)
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

            json.WriteStringValue(Start(line.Trim(), MaxLineChars));
        }

        json.WriteEndArray();
    }

    private static ReadOnlySpan<char> Start(ReadOnlySpan<char> text, int maxChars) => text[..Math.Min(text.Length, maxChars)];
}

using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Amazon.Lambda.RuntimeSupport.Errors;

/// <summary>
/// An error for the invoker: <c>errorType</c>, <c>errorMessage</c>, <c>stackTrace</c> by line, and <c>cause</c> with the same members.
/// </summary>
internal static class ErrorReport
{
    // The Runtime API accepts 256 KiB. Four exceptions within these limits stay below that in ASCII text, escapes included.
    private const int MaxMessageChars = 8 * 1024;
    private const int MaxTraceLines = 50;
    private const int MaxLineChars = 512;
    private const int MaxCauses = 3;

    // A header is sent to Lambda in one piece with the others: far below the limits of HTTP servers.
    private const int MaxXRayFrames = 20;
    private const int MaxXRayChars = 16 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the type's name without its namespace, as .NET functions report it.</summary>
    public static string TypeOf(Exception exception) => exception.GetType().Name;

    /// <summary>Returns the report, as UTF-8 JSON.</summary>
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

    /// <summary>Returns the headers of an error's report.</summary>
    public static ErrorHeaders HeadersOf(Exception exception) => new(TypeOf(exception), XRayCause(exception));

    /// <summary>
    /// Returns the error for X-Ray (AWS X-Ray Developer Guide, "Segment documents", the object <c>cause</c>), escaped to ASCII; null if it is too
    /// long for a header.
    /// </summary>
    private static string? XRayCause(Exception exception)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("working_directory"u8, Environment.CurrentDirectory);
            json.WriteStartArray("exceptions"u8);
            var left = MaxCauses;
            for (var one = exception; one is not null && left-- >= 0; one = one.InnerException)
            {
                json.WriteStartObject();
                json.WriteString("type"u8, TypeOf(one));
                json.WriteString("message"u8, Start(one.Message, MaxLineChars));
                json.WriteStartArray("stack"u8);
                foreach (var line in (one.StackTrace ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(MaxXRayFrames))
                {
                    json.WriteStartObject();
                    json.WriteString("label"u8, Start(line, MaxLineChars));
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("paths"u8);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenCount <= MaxXRayChars ? Encoding.ASCII.GetString(buffer.WrittenSpan) : null;
    }

    /// <summary>Writes the members of an exception into the open object.</summary>
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

/// <summary>The headers of an error.</summary>
/// <param name="Type">The error's type.</param>
/// <param name="XRayCause">The error for X-Ray, as JSON in ASCII; null for none.</param>
internal sealed record ErrorHeaders(string Type, string? XRayCause);

using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.Lambda.RuntimeSupport.Errors;
using Amazon.Lambda.RuntimeSupport.Hosting;

namespace Amazon.Lambda.RuntimeSupport.Logging;

/// <summary>
/// Writes log lines to the function's log. Each is written in one piece, however many threads write, and is one line, whatever it contains.
/// </summary>
internal sealed class LambdaLog(BootstrapHost host)
{
    private static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Lock _lock = new();
    private readonly LogSettings _settings = LogSettings.From(host.Environment);
    private readonly Lazy<Stream> _stream = new(host.OpenLog);
    private readonly ArrayBufferWriter<byte> _line = new();
    private Utf8JsonWriter? _json;

    /// <summary>Writes a line, if its level is enabled.</summary>
    /// <param name="level">The line's level.</param>
    /// <param name="requestId">The line's invocation; null if there is none.</param>
    /// <param name="message">The message.</param>
    /// <param name="exception">The exception, if any.</param>
    /// <param name="status">The Runtime API's status, if the line is about that.</param>
    public void Write(LogLevel level, string? requestId, string message, Exception? exception = null, HttpStatusCode? status = null)
    {
        if (level < _settings.Minimum)
        {
            return;
        }

        lock (_lock)
        {
            _line.ResetWrittenCount();
            if (_settings.Json)
            {
                WriteJson(level, requestId, message, exception, status);
            }
            else
            {
                WriteText(level, requestId, message, exception);
            }

            _line.Write("\n"u8);
            _stream.Value.Write(_line.WrittenSpan);
            _stream.Value.Flush();
        }
    }

    private void WriteJson(LogLevel level, string? requestId, string message, Exception? exception, HttpStatusCode? status)
    {
        var json = _json ??= new Utf8JsonWriter(_line, Options);
        json.Reset(_line);
        json.WriteStartObject();
        Span<char> time = stackalloc char[24];
        json.WriteString("timestamp"u8, time[..Timestamp(time)]);
        json.WriteString("level"u8, level.ToString());
        if (requestId is not null)
        {
            json.WriteString("requestId"u8, requestId);
        }

        json.WriteString("message"u8, message);
        if (status is not null)
        {
            json.WriteNumber("status"u8, (int)status);
        }

        if (exception is not null)
        {
            ErrorReport.WriteMembers(json, exception);
        }

        json.WriteEndObject();
        json.Flush();
    }

    private void WriteText(LogLevel level, string? requestId, string message, Exception? exception)
    {
        Span<char> time = stackalloc char[24];
        var text = $"{time[..Timestamp(time)]}\t{requestId}\t{Abbreviation(level)}\t{message}";
        if (exception is not null)
        {
            text = $"{text}\n{exception}";
        }

        // CloudWatch makes an event of each line; a carriage return keeps a text in one event, as in Lambda's own runtimes.
        Encoding.UTF8.GetBytes(text.Replace("\r\n", "\r", StringComparison.Ordinal).Replace('\n', '\r'), _line);
    }

    private int Timestamp(Span<char> destination)
    {
        host.Time.GetUtcNow().TryFormat(destination, out var length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return length;
    }

    private static string Abbreviation(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}

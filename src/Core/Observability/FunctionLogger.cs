using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Orders.Json;
using Orders.Model;
using Orders.Resilience;

namespace Orders.Observability;

/// <summary>
/// Writes each log event as one JSON line. Of an exception it writes the type, an AWS error code, and the methods of an unexpected
/// exception's stack. It never writes an exception's message, which may contain senders' data.
/// </summary>
/// <param name="sink">Receives the lines.</param>
/// <param name="time">The clock.</param>
/// <param name="minLevel">Events below this level are not written.</param>
public sealed class FunctionLogger(LineSink sink, TimeProvider time, LogLevel minLevel = LogLevel.Information) : ILogger
{
    /// <summary>An event's own parameter with this name, if it has a value, replaces the invocation's trace id.</summary>
    private const string TraceIdName = "traceId";

    private const int MaxFrames = 50;

    private string? _requestId;
    private string? _traceId;

    /// <summary>Starts an invocation, to which the next lines belong. A function instance handles one at a time.</summary>
    /// <param name="requestId">Lambda's request id.</param>
    /// <param name="xRayTrace">The invocation's X-Ray trace header; null for none.</param>
    public void Begin(string requestId, string? xRayTrace) => (_requestId, _traceId) = (requestId, TraceParent.TraceIdOfXRay(xRayTrace));

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= minLevel && logLevel != LogLevel.None;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var buffer = new ArrayBufferWriter<byte>(256);
        JsonWriting.Write(buffer, (logger: this, logLevel, eventId, state, exception, formatter), static (writer, entry) =>
        {
            writer.WriteStartObject();
            writer.WriteTime("timestamp", entry.logger.Now);
            writer.WriteString("level", LevelName(entry.logLevel));
            var properties = entry.state as IReadOnlyList<KeyValuePair<string, object?>> ?? [];
            writer.WriteOptional("requestId", entry.logger._requestId);
            writer.WriteOptional(TraceIdName, properties.FirstOrDefault(static property => property.Key == TraceIdName).Value as string ?? entry.logger._traceId);
            writer.WriteOptional("event", entry.eventId.Name);
            writer.WriteString("message", entry.formatter(entry.state, entry.exception));
            foreach (var (name, value) in properties)
            {
                // The state ends with the message's template; the event's name identifies it.
                if (name is not (TraceIdName or "{OriginalFormat}"))
                {
                    WriteProperty(writer, name, value);
                }
            }

            if (entry.exception is not null)
            {
                writer.WriteString("error", CallFailure.Name(entry.exception));
                if (entry.logLevel >= LogLevel.Error && !CallFailure.Is(entry.exception))
                {
                    WriteStack(writer, entry.exception);
                }
            }

            writer.WriteEndObject();
        });
        buffer.Write("\n"u8);
        sink.Write(buffer.WrittenSpan);
    }

    private DateTimeOffset Now => time.GetUtcNow();

    // AWS Lambda Developer Guide, "Log-level filtering".
    private static string LevelName(LogLevel level) => level switch
    {
        LogLevel.Trace => "TRACE",
        LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARN",
        LogLevel.Error => "ERROR",
        _ => "FATAL",
    };

    /// <summary>Writes the methods in the exception's stack, then the types and methods of its inner exceptions.</summary>
    private static void WriteStack(Utf8JsonWriter writer, Exception exception)
    {
        writer.WriteStartArray("stack");
        for (Exception? one = exception; one is not null; one = one.InnerException)
        {
            if (one != exception)
            {
                writer.WriteStringValue($"caused by {one.GetType().Name}");
            }

            // The property has only frames; the exception's text would start with its message.
            foreach (var frame in (one.StackTrace ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(MaxFrames))
            {
                writer.WriteStringValue(frame);
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteProperty(Utf8JsonWriter writer, string name, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case int number:
                writer.WriteNumber(name, number);
                break;
            case long number:
                writer.WriteNumber(name, number);
                break;
            default:
                writer.WriteString(name, value.ToString());
                break;
        }
    }
}

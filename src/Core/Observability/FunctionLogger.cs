using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Orders.Json;
using Orders.Resilience;

namespace Orders.Observability;

/// <summary>
/// Writes each fact as one JSON line. Of an exception only its kind, and an error code of AWS, are written: messages and stack
/// traces may hold what callers sent.
/// </summary>
public sealed class FunctionLogger(LineSink sink, TimeProvider time, LogLevel least = LogLevel.Information) : ILogger
{
    /// <summary>The Lambda request the next lines belong to. A function instance handles one at a time.</summary>
    public string? RequestId { get; set; }

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

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
            writer.WriteOptional("requestId", entry.logger.RequestId);
            writer.WriteOptional("event", entry.eventId.Name);
            writer.WriteString("message", entry.formatter(entry.state, entry.exception));
            foreach (var (name, value) in entry.state as IReadOnlyList<KeyValuePair<string, object?>> ?? [])
            {
                // The state ends with the message's template, which the event's name stands for.
                if (name != "{OriginalFormat}")
                {
                    WriteProperty(writer, name, value);
                }
            }

            if (entry.exception is not null)
            {
                writer.WriteString("error", CallFailure.Name(entry.exception));
            }

            writer.WriteEndObject();
        });
        buffer.Write("\n"u8);
        sink.Write(buffer.WrittenSpan);
    }

    private DateTimeOffset Now => time.GetUtcNow();

    private static string LevelName(LogLevel level) => level switch
    {
        LogLevel.Trace => "Trace",
        LogLevel.Debug => "Debug",
        LogLevel.Information => "Information",
        LogLevel.Warning => "Warning",
        LogLevel.Error => "Error",
        _ => "Critical",
    };

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

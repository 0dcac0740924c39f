using Microsoft.Extensions.Logging;
using Orders.Model;

namespace Orders.Notifier;

/// <summary>The function's log events. They never contain items, names, e-mail addresses or metadata.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "Record {SequenceNumber} was quarantined: {Attribute} {Code}", EventName = "RecordQuarantined")]
    public static partial void RecordQuarantined(ILogger logger, string? sequenceNumber, string attribute, string code, OrderId? orderId, string? traceId);

    [LoggerMessage(2, LogLevel.Error, "The batch stopped at record {SequenceNumber}, for consumer {Consumer}, and is retried from there: {Cause}", EventName = "BatchStopped")]
    public static partial void BatchStopped(ILogger logger, string? sequenceNumber, string? consumer, string cause, OrderId? orderId, string? traceId);

    [LoggerMessage(4, LogLevel.Error, "{Count} events for consumer {Consumer} were quarantined, from {EventId} on: {Cause}", EventName = "EventsQuarantined")]
    public static partial void EventsQuarantined(ILogger logger, int count, string consumer, string eventId, string cause);

    [LoggerMessage(3, LogLevel.Error, "Record {SequenceNumber} failed with an unexpected exception", EventName = "RecordFailed")]
    public static partial void RecordFailed(ILogger logger, Exception exception, string? sequenceNumber, OrderId? orderId, string? traceId);
}

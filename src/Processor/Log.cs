using Microsoft.Extensions.Logging;
using Orders.Model;

namespace Orders.Processor;

/// <summary>The function's log events. They never contain items, names, e-mail addresses or metadata.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "Message {MessageId}, receive {ReceiveCount}, was rejected: {Field} {Code}", EventName = "MessageRejected")]
    public static partial void MessageRejected(ILogger logger, string messageId, int receiveCount, string field, string code, OrderId? orderId, string? traceId);

    [LoggerMessage(2, LogLevel.Warning, "Message {MessageId}, receive {ReceiveCount}, was returned for retry: {Cause}", EventName = "MessageReturnedForRetry")]
    public static partial void MessageReturnedForRetry(ILogger logger, string messageId, int receiveCount, string cause, OrderId? orderId, string? traceId);

    [LoggerMessage(3, LogLevel.Error, "The dead letter of message {MessageId} could not be sent, so the message is retried: {Cause}", EventName = "DeadLetterNotSent")]
    public static partial void DeadLetterNotSent(ILogger logger, string messageId, string cause, OrderId? orderId, string? traceId);

    [LoggerMessage(4, LogLevel.Warning, "The visibility timeout of {Count} messages could not be extended; they are retried after the queue's own", EventName = "MessagesNotHidden")]
    public static partial void MessagesNotHidden(ILogger logger, int count);

    [LoggerMessage(5, LogLevel.Error, "The batch failed with an unexpected exception; messages without a result are retried", EventName = "BatchFailed")]
    public static partial void BatchFailed(ILogger logger, Exception exception);

    [LoggerMessage(6, LogLevel.Error, "Message {MessageId} could not be read because of an unexpected exception; it is retried", EventName = "MessageFailed")]
    public static partial void MessageFailed(ILogger logger, Exception exception, string messageId, string? traceId);

    [LoggerMessage(7, LogLevel.Error, "The rejection of message {MessageId} could not be recorded on its last receive; its sender gets 404, and no consumer hears of it: {Cause}", EventName = "RejectionNotRecorded")]
    public static partial void RejectionNotRecorded(ILogger logger, string messageId, string cause, OrderId orderId, string? traceId);
}

using Microsoft.Extensions.Logging;
using Orders.Model;

namespace Orders.Ingest.Routes;

/// <summary>The function's log events. They never contain items, names, e-mail addresses or metadata.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "{Method} was answered {Status}", EventName = "RequestAnswered")]
    public static partial void RequestAnswered(ILogger logger, string method, int status, OrderId? orderId, string? traceId);

    [LoggerMessage(2, LogLevel.Error, "{Dependency} is unavailable", EventName = "DependencyUnavailable")]
    public static partial void DependencyUnavailable(ILogger logger, Exception exception, string dependency);

    [LoggerMessage(3, LogLevel.Error, "The request failed with an unexpected exception", EventName = "RequestFailed")]
    public static partial void RequestFailed(ILogger logger, Exception exception);

    [LoggerMessage(4, LogLevel.Warning, "The event cannot be read", EventName = "RequestUnreadable")]
    public static partial void RequestUnreadable(ILogger logger, Exception exception);

    [LoggerMessage(5, LogLevel.Warning, "{Count} orders were queued without a replay check", EventName = "ReplayCheckSkipped")]
    public static partial void ReplayCheckSkipped(ILogger logger, Exception exception, int count);
}

using Microsoft.Extensions.Logging;
using Orders.Model;

namespace Orders.Ingest.Routes;

/// <summary>The facts that the function logs. No item, name, e-mail address or metadata is ever one of them.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "{Method} was answered {Status}", EventName = "RequestAnswered")]
    public static partial void RequestAnswered(ILogger logger, string method, int status, OrderId? orderId, string? traceId);

    [LoggerMessage(2, LogLevel.Error, "{Dependency} cannot be used for now", EventName = "DependencyUnavailable")]
    public static partial void DependencyUnavailable(ILogger logger, Exception exception, string dependency);

    [LoggerMessage(3, LogLevel.Error, "The request ended in an exception that nothing expects", EventName = "RequestFailed")]
    public static partial void RequestFailed(ILogger logger, Exception exception);

    [LoggerMessage(4, LogLevel.Warning, "The event cannot be read", EventName = "RequestUnreadable")]
    public static partial void RequestUnreadable(ILogger logger, Exception exception);

    [LoggerMessage(5, LogLevel.Warning, "{Count} orders were queued without a look for repeats of them", EventName = "ReplayCheckSkipped")]
    public static partial void ReplayCheckSkipped(ILogger logger, Exception exception, int count);
}

using Orders.Operations.Pausing;
using Orders.Operations.Settings;
using Orders.Operations.Status;
using Orders.Operations.WebConsole.Deployments;

namespace Orders.Operations.WebConsole.Live;

/// <summary>The pipeline for the page's drawing.</summary>
internal sealed record StatusJson(
    DateTimeOffset At, IEnumerable<PageQueueJson> Queues, IReadOnlyList<PageFunctionJson> Functions, PageTableJson Table, IEnumerable<PageAlarmJson> Alarms,
    IReadOnlyList<PausedFunction> Paused)
{
    public static StatusJson Of(ConsoleDeployment deployment, PipelineStatus status, History history)
    {
        var settings = deployment.Named;
        return new StatusJson(
            status.At,
            status.Queues.Select(queue => PageQueueJson.Of(deployment, queue, status.Alarms)),
            [
                PageFunctionJson.Of("ingest", "Ingest", settings.Ingest, status, history),
                PageFunctionJson.Of("processor", "Processor", settings.Processor, status, history),
                PageFunctionJson.Of("notifier", "Notifier", settings.Notifier, status, history),
            ],
            new PageTableJson(
                settings.Table.Name,
                Round(history.Rate(History.Placed(settings), History.Changed(settings))),
                (long?)status.Functions.FirstOrDefault(function => function.Name == settings.Notifier.Name)?.IteratorAge?.TotalSeconds,
                PipelineStatusJson.Milliseconds(status.Orders.MedianLatency),
                PipelineStatusJson.Milliseconds(status.Orders.P99Latency)),
            status.Alarms.Select(alarm => PageAlarmJson.Of(deployment, alarm)),
            status.Paused);
    }

    internal static double Round(double value) => Math.Round(value, 2);
}

/// <summary>A queue, and whether an alarm that watches it holds. The role is its place in the drawing; the key is its name in requests if it is a dead-letter queue.</summary>
internal sealed record PageQueueJson(
    string Name, string Role, string? Sender, string? Consumer, string? Key, long Waiting, long InFlight, long? OldestSeconds, bool IsDeadLetters, bool IsAlarmed)
{
    public static PageQueueJson Of(ConsoleDeployment deployment, QueueStatus queue, IReadOnlyList<PipelineAlarm> alarms)
    {
        var settings = deployment.Named;
        var consumer = settings.Consumers.FirstOrDefault(consumer => queue.Name == consumer.Queue || queue.Name == consumer.DeadLetterQueue);
        var sender = settings.Senders.FirstOrDefault(sender => queue.Name == sender.Queue || queue.Name == sender.DeadLetterQueue);
        return new PageQueueJson(
            queue.Name,
            queue switch
            {
                { Kind: QueueKind.Orders } => sender is null ? "orders" : "sender",
                { Kind: QueueKind.Consumer } => "consumer",
                _ when sender is not null => "sender_dead",
                _ when consumer is not null => "consumer_dead",
                _ => queue.Name == settings.OrderEventsDlq.Name ? "events_dead" : "orders_dead",
            },
            sender?.Name,
            consumer?.Name,
            deployment.DeadLetterQueues.FirstOrDefault(each => each.Value.Name == queue.Name).Key,
            queue.Visible,
            queue.InFlight,
            (long?)queue.Oldest?.TotalSeconds,
            queue.Kind == QueueKind.DeadLetters,
            alarms.Any(alarm => alarm.Resource == queue.Name));
    }
}

/// <summary>A function: invocations a second, and its errors and throttles in the last minutes.</summary>
internal sealed record PageFunctionJson(string Role, string Title, double Rate, long Errors, long Throttles)
{
    public static PageFunctionJson Of(string role, string title, FunctionSettings function, PipelineStatus status, History history)
    {
        var counted = status.Functions.FirstOrDefault(each => each.Name == function.Name);
        return new PageFunctionJson(role, title, StatusJson.Round(history.Rate(StatusQueries.Invocations(function))), counted?.Errors ?? 0, counted?.Throttles ?? 0);
    }
}

/// <summary>The table: writes a second, the Notifier's lag, and the time from an order's acceptance to its row.</summary>
internal sealed record PageTableJson(string Name, double Rate, long? LagSeconds, double? P50Milliseconds, double? P99Milliseconds);

/// <summary>An alarm whose condition holds. <c>key</c> is the dead-letter queue with its letters, as in requests; <c>reason</c> selects some.</summary>
internal sealed record PageAlarmJson(string Name, string Message, string Runbook, string? Key, string? Reason)
{
    public static PageAlarmJson Of(ConsoleDeployment deployment, PipelineAlarm alarm) => new(
        alarm.Name, alarm.Message, alarm.Runbook, deployment.DeadLetterQueues.FirstOrDefault(each => each.Value.Name == alarm.Letters?.Queue).Key, alarm.Letters?.Reason);
}

/// <summary>The charts' data by period. Times are in milliseconds since 1970; other values are null without data.</summary>
internal sealed record PageSeriesJson(
    IEnumerable<long> Times, IEnumerable<double> Accepted, IEnumerable<double> Placed, IEnumerable<double?> P50Milliseconds, IEnumerable<double?> P99Milliseconds)
{
    public static PageSeriesJson Of(PipelineSettings settings, History history) => new(
        history.Times.Select(static time => time.ToUnixTimeMilliseconds()),
        history.PerSecond(History.Accepted(settings)).Select(StatusJson.Round),
        history.PerSecond(History.Placed(settings)).Select(StatusJson.Round),
        Rounded(history.Values(History.Latency(settings, "p50"))),
        Rounded(history.Values(History.Latency(settings, "p99"))));

    private static IEnumerable<double?> Rounded(IEnumerable<double?> values) => values.Select(static value => value is { } number ? StatusJson.Round(number) : (double?)null);
}

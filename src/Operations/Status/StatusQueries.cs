using Orders.Observability;
using Orders.Operations.Settings;

namespace Orders.Operations.Status;

/// <summary>The metrics of a status.</summary>
internal sealed class StatusQueries(PipelineSettings settings)
{
    /// <summary>The functions, in the pipeline's order.</summary>
    public IReadOnlyList<FunctionSettings> Functions { get; } = [settings.Ingest, settings.Processor, settings.Notifier];

    /// <summary>The functions' own counts.</summary>
    public IReadOnlyList<MetricQuery> Counts { get; } =
    [
        .. Of(settings.Ingest, MetricNames.OrdersAccepted, MetricNames.OrdersReplayed, MetricNames.OrdersRefused, MetricNames.KeyConflicts, MetricNames.ReplayChecksSkipped, MetricNames.RequestsFailed),
        .. Of(settings.Processor, MetricNames.OrdersPlaced, MetricNames.StatusesChanged, MetricNames.Duplicates, MetricNames.DeadLetters, MetricNames.KeyConflicts, MetricNames.MessagesReturnedForRetry, MetricNames.EarlyChanges, MetricNames.StatementsRefused),
        .. Of(settings.Notifier, MetricNames.EventsSent, MetricNames.EventsQuarantined, MetricNames.RecordsQuarantined, MetricNames.BatchesStopped),
    ];

    /// <summary>The p50 latency of placement.</summary>
    public MetricQuery MedianLatency { get; } = MetricQuery.OfOrders(settings.Processor.Name, MetricNames.PlacementLatency, "p50");

    /// <summary>The p99 latency of placement.</summary>
    public MetricQuery P99Latency { get; } = MetricQuery.OfOrders(settings.Processor.Name, MetricNames.PlacementLatency, "p99");

    /// <summary>The Notifier's maximum iterator age.</summary>
    public MetricQuery IteratorAge { get; } = MetricQuery.OfFunction(settings.Notifier.Name, "IteratorAge", "Maximum");

    public static MetricQuery Invocations(FunctionSettings function) => MetricQuery.OfFunction(function.Name, "Invocations", "Sum");

    public static MetricQuery Errors(FunctionSettings function) => MetricQuery.OfFunction(function.Name, "Errors", "Sum");

    public static MetricQuery Throttles(FunctionSettings function) => MetricQuery.OfFunction(function.Name, "Throttles", "Sum");

    public static MetricQuery Duration(FunctionSettings function, string statistic) => MetricQuery.OfFunction(function.Name, "Duration", statistic);

    public static MetricQuery Quarantined(string consumerQueue) =>
        new(Observability.Metrics.Namespace, MetricNames.EventsQuarantined, Observability.Metrics.QueueDimension, consumerQueue, "Sum");

    /// <summary>The writes that DynamoDB throttled.</summary>
    public MetricQuery TableThrottles { get; } = new("AWS/DynamoDB", "WriteThrottleEvents", "TableName", settings.Table.Name, "Sum");

    /// <summary>The messages that the expiry's schedule could not send.</summary>
    public MetricQuery ScheduleDropped { get; } = new("AWS/Scheduler", "InvocationDroppedCount", "ScheduleGroup", settings.Expiry.Group, "Sum");

    /// <summary>The stream records that Lambda could not write to the on-failure destination.</summary>
    public MetricQuery Undelivered { get; } = MetricQuery.OfFunction(settings.Notifier.Name, "DestinationDeliveryFailures", "Sum");

    /// <summary>The requests that the API failed.</summary>
    public MetricQuery FailedRequests { get; } = MetricQuery.OfOrders(settings.Ingest.Name, MetricNames.RequestsFailed, "Sum");

    /// <summary>The orders that were placed, and those whose status was changed.</summary>
    public IReadOnlyList<MetricQuery> Changes { get; } =
        [MetricQuery.OfOrders(settings.Processor.Name, MetricNames.OrdersPlaced, "Sum"), MetricQuery.OfOrders(settings.Processor.Name, MetricNames.StatusesChanged, "Sum")];

    /// <summary>The messages that the Processor returned for retry.</summary>
    public MetricQuery ReturnedMessages { get; } = MetricQuery.OfOrders(settings.Processor.Name, MetricNames.MessagesReturnedForRetry, "Sum");

    /// <summary>The counts of a dead-letter queue: visible messages, and those that are hidden.</summary>
    public static IReadOnlyList<MetricQuery> Depths(string deadLetterQueue) =>
        // Averages: a message that a command hides and releases would count in the maximum of both.
        [MetricQuery.OfQueue(deadLetterQueue, "ApproximateNumberOfMessagesVisible", "Average"), MetricQuery.OfQueue(deadLetterQueue, "ApproximateNumberOfMessagesNotVisible", "Average")];

    public static MetricQuery Oldest(string queue) => MetricQuery.OfQueue(queue, "ApproximateAgeOfOldestMessage", "Maximum");

    /// <summary>Returns all queries, without duplicates.</summary>
    public IReadOnlyList<MetricQuery> All(IEnumerable<string> queues) =>
    [
        .. Functions.SelectMany(static function => (MetricQuery[])
        [
            Invocations(function), Errors(function), Throttles(function), Duration(function, "Sum"), Duration(function, "SampleCount"), Duration(function, "Maximum"),
        ]),
        .. Counts, .. settings.Consumers.Select(static consumer => Quarantined(consumer.Queue)), MedianLatency, P99Latency, IteratorAge, TableThrottles, ScheduleDropped, Undelivered,
        .. DeadLetterQueues.SelectMany(Depths), .. queues.Select(Oldest),
    ];

    private IEnumerable<string> DeadLetterQueues =>
        [.. settings.Sources.Select(static source => source.DeadLetterQueue), settings.OrderEventsDlq.Name, .. settings.Consumers.Select(static consumer => consumer.DeadLetterQueue)];

    private static IEnumerable<MetricQuery> Of(FunctionSettings function, params string[] names) =>
        names.Select(name => MetricQuery.OfOrders(function.Name, name, "Sum"));
}

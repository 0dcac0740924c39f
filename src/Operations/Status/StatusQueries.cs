using Orders.Observability;
using Orders.Operations.Settings;

namespace Orders.Operations.Status;

/// <summary>The metrics that a status is made of.</summary>
internal sealed class StatusQueries(PipelineSettings settings)
{
    /// <summary>The functions in the order of an order's way.</summary>
    public IReadOnlyList<FunctionSettings> Functions { get; } = [settings.Ingest, settings.Processor, settings.Notifier];

    /// <summary>What the functions count, each with those that count it.</summary>
    public IReadOnlyList<MetricQuery> Counts { get; } =
    [
        .. Of(settings.Ingest, MetricNames.OrdersAccepted, MetricNames.OrdersReplayed, MetricNames.OrdersRefused, MetricNames.KeyConflicts, MetricNames.ReplayChecksSkipped, MetricNames.RequestsFailed),
        .. Of(settings.Processor, MetricNames.OrdersPlaced, MetricNames.StatusesChanged, MetricNames.Duplicates, MetricNames.DeadLetters, MetricNames.KeyConflicts, MetricNames.MessagesHandedBack, MetricNames.EarlyChanges, MetricNames.StatementsRefused),
        .. Of(settings.Notifier, MetricNames.EventsSent, MetricNames.EventsQuarantined, MetricNames.RecordsQuarantined, MetricNames.BatchesStopped),
    ];

    /// <summary>How long half of the orders took.</summary>
    public MetricQuery MedianLatency { get; } = MetricQuery.OfOrders(settings.Processor.Name, MetricNames.PlacementLatency, "p50");

    /// <summary>How long 99 of 100 orders took.</summary>
    public MetricQuery P99Latency { get; } = MetricQuery.OfOrders(settings.Processor.Name, MetricNames.PlacementLatency, "p99");

    /// <summary>How old the records of the stream were.</summary>
    public MetricQuery IteratorAge { get; } = MetricQuery.OfFunction(settings.Notifier.Name, "IteratorAge", "Maximum");

    public static MetricQuery Invocations(FunctionSettings function) => MetricQuery.OfFunction(function.Name, "Invocations", "Sum");

    public static MetricQuery Errors(FunctionSettings function) => MetricQuery.OfFunction(function.Name, "Errors", "Sum");

    public static MetricQuery Throttles(FunctionSettings function) => MetricQuery.OfFunction(function.Name, "Throttles", "Sum");

    public static MetricQuery Duration(FunctionSettings function, string statistic) => MetricQuery.OfFunction(function.Name, "Duration", statistic);

    public static MetricQuery Quarantined(string consumerQueue) =>
        new(Observability.Metrics.Namespace, MetricNames.EventsQuarantined, Observability.Metrics.QueueDimension, consumerQueue, "Sum");

    public static MetricQuery Oldest(string queue) => MetricQuery.OfQueue(queue, "ApproximateAgeOfOldestMessage", "Maximum");

    /// <summary>All of them, each once.</summary>
    public IReadOnlyList<MetricQuery> All(IEnumerable<string> queues) =>
    [
        .. Functions.SelectMany(static function => (MetricQuery[])
        [
            Invocations(function), Errors(function), Throttles(function), Duration(function, "Sum"), Duration(function, "SampleCount"), Duration(function, "Maximum"),
        ]),
        .. Counts, .. settings.Consumers.Select(static consumer => Quarantined(consumer.Queue)), MedianLatency, P99Latency, IteratorAge, .. queues.Select(Oldest),
    ];

    private static IEnumerable<MetricQuery> Of(FunctionSettings function, params string[] names) =>
        names.Select(name => MetricQuery.OfOrders(function.Name, name, "Sum"));
}

using System.Collections.Frozen;
using Orders.Observability;
using Orders.Operations.Settings;

namespace Orders.Dev.Cost;

/// <summary>What CloudWatch bills by the month, with or without orders. Tests compare it with the functions' code and with Terraform.</summary>
internal static class Monitoring
{
    /// <summary>The number of dashboards that Terraform creates.</summary>
    public const int Dashboards = 1;

    /// <summary>The number of composite alarms that Terraform creates.</summary>
    public const int CompositeAlarms = 1;

    /// <summary>
    /// The metrics that each function writes with its name as dimension. CloudWatch bills each name and dimension as a metric, for the hours in
    /// which it has a value ("Amazon CloudWatch pricing").
    /// </summary>
    public static readonly FrozenDictionary<string, string[]> Metrics = new Dictionary<string, string[]>
    {
        ["Ingest"] =
        [
            MetricNames.OrdersAccepted, MetricNames.OrdersReplayed, MetricNames.OrdersRefused, MetricNames.KeyConflicts, MetricNames.ReplayChecksSkipped, MetricNames.RequestsFailed,
            MetricNames.RowsUnreadable,
        ],
        ["Processor"] =
        [
            MetricNames.OrdersPlaced, MetricNames.StatusesChanged, MetricNames.ExpiriesRun, MetricNames.PlacementLatency, MetricNames.Duplicates, MetricNames.DeadLetters,
            MetricNames.KeyConflicts, MetricNames.MessagesReturnedForRetry, MetricNames.EarlyChanges, MetricNames.StatementsRefused, MetricNames.RowsUnreadable,
        ],
        ["Notifier"] = [MetricNames.EventsSent, MetricNames.EventsQuarantined, MetricNames.RecordsQuarantined, MetricNames.BatchesStopped],
    }.ToFrozenDictionary();

    /// <summary>The metrics of orders that succeed.</summary>
    public static readonly string[] Routine =
    [
        MetricNames.OrdersAccepted, MetricNames.OrdersPlaced, MetricNames.StatusesChanged, MetricNames.ExpiriesRun, MetricNames.PlacementLatency, MetricNames.EventsSent,
    ];

    /// <summary>The metrics of errors that alarms evaluate: the functions publish them at zero, too.</summary>
    public static readonly string[] AtZero = [MetricNames.RequestsFailed, MetricNames.KeyConflicts, MetricNames.MessagesReturnedForRetry, MetricNames.EventsQuarantined];

    /// <summary>The number of metrics without a value in most hours: they count errors and repeats that no alarm evaluates.</summary>
    public static int Exceptional => Metrics.Values.Sum(static names => names.Count(static name => !Routine.Contains(name) && !AtZero.Contains(name)));

    /// <summary>Returns the number of metrics with a value in every hour with orders, including the quarantined events of each consumer's queue.</summary>
    public static int EveryHour(PipelineSettings settings) => Metrics.Values.Sum(static names => names.Length) - Exceptional + settings.Consumers.Count;

    /// <summary>
    /// Returns the number of metrics that Terraform's alarms evaluate: those of each dead-letter queue, function, sender and consumer, and of the orders
    /// queue, the stream and its on-failure destination, the API, the Processor's retries, the table and the schedule. The alarms on key conflicts and on a Notifier that is not invoked evaluate three each.
    /// </summary>
    public static int AlarmMetrics(PipelineSettings settings)
    {
        // Not empty, growing (two) and old.
        const int perDeadLetterQueue = 4;
        const int deadLetterQueues = 2, perConsumer = 3, perSender = 1, perFunction = 3, functions = 3, oldestMessage = 1, streamLag = 1, keyConflicts = 3;
        const int failedRequests = 1, api = 1, returnedMessages = 1, table = 1, schedule = 1, undelivered = 1, notInvoked = 3;
        return perDeadLetterQueue * deadLetterQueues + (perDeadLetterQueue + perSender) * settings.Senders.Count
            + (perDeadLetterQueue + perConsumer) * settings.Consumers.Count + perFunction * functions + oldestMessage + streamLag
            + keyConflicts + failedRequests + api + returnedMessages + table + schedule + undelivered + notInvoked;
    }
}

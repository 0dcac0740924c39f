using Orders.Events;
using Orders.Observability;
using Orders.Operations.Settings;
using Orders.Operations.Terminal;
using Orders.Validation;

namespace Orders.Operations.Status;

/// <summary>
/// The conditions of the deployment's alarms, by alarm name, as in <c>terraform/alarms.tf</c>. An alarm that requires its condition to last
/// is reported here as soon as it holds; errors, throttles and durations must hold in three minutes of five.
/// </summary>
internal sealed class AlarmRules(PipelineSettings settings, StatusQueries queries, AlarmThresholds thresholds)
{
    private const int MinutesToAlarm = 3;

    /// <summary>Returns the alarms whose condition holds.</summary>
    public IEnumerable<PipelineAlarm> Holding(IReadOnlyList<QueueStatus> queues, MinuteMetrics metrics) =>
    [
        .. queues.Where(static queue => queue is { Kind: QueueKind.DeadLetters, Visible: > 0 }).Select(queue =>
            new PipelineAlarm($"{queue.Name}-not-empty", $"Messages wait for an operator on {queue.Name}: {queue.Visible:N0}.", queue.Name, SectionOf(queue.Name)) { Letters = new(queue.Name) }),
        .. TooOld(queues, QueueKind.Orders, thresholds.OldestOrder, "messages-wait-on-orders"),
        .. TooOld(queues, QueueKind.Consumer, thresholds.OldestEvent, "a-consumer-does-not-keep-up"),
        .. queries.Functions.SelectMany(function => OfFunction(function, metrics)),
        .. StreamLag(metrics),
        .. Quarantined(metrics),
        .. KeyConflicts(metrics),
    ];

    private static IEnumerable<PipelineAlarm> TooOld(IReadOnlyList<QueueStatus> queues, QueueKind kind, TimeSpan limit, string section) =>
        queues.Where(queue => queue.Kind == kind && queue.Oldest > limit).Select(queue => new PipelineAlarm(
            $"{queue.Name}-oldest-message", $"Oldest message on {queue.Name}: {queue.Oldest!.Value.TotalSeconds:N0} s (limit {limit.TotalSeconds:N0} s).", queue.Name, section));

    private string SectionOf(string deadLetterQueue) =>
        deadLetterQueue == settings.OrdersQueue.DeadLetterQueue ? "messages-on-orders-dlq"
        : deadLetterQueue == settings.OrderEventsDlq.Name ? "messages-on-order-events-dlq"
        : "a-consumers-dead-letters";

    private IEnumerable<PipelineAlarm> OfFunction(FunctionSettings function, MinuteMetrics metrics)
    {
        if (metrics.MinutesOver(StatusQueries.Errors(function), 0) >= MinutesToAlarm)
        {
            yield return new PipelineAlarm($"{function.Name}-errors", $"{function.Name} fails: it cannot start, timed out, or failed a whole batch.", function.Name, "a-function-fails");
        }

        if (metrics.MinutesOver(StatusQueries.Throttles(function), 0) >= MinutesToAlarm)
        {
            yield return new PipelineAlarm($"{function.Name}-throttles", $"Lambda throttles {function.Name}: its concurrency, or the account's, is used up.", function.Name, "a-function-is-throttled");
        }

        var limit = function.TimeoutSeconds * 1000.0 * thresholds.DurationPercent / 100;
        if (metrics.MinutesOver(StatusQueries.Duration(function, "Maximum"), limit) >= MinutesToAlarm)
        {
            yield return new PipelineAlarm($"{function.Name}-duration", $"{function.Name} takes over {thresholds.DurationPercent} % of its timeout ({function.TimeoutSeconds} s).", function.Name, "a-function-is-slow");
        }
    }

    private IEnumerable<PipelineAlarm> StreamLag(MinuteMetrics metrics)
    {
        if (metrics.Latest(queries.IteratorAge) is { } age && age > thresholds.StreamLag.TotalMilliseconds)
        {
            yield return new PipelineAlarm(
                $"{settings.Notifier.Name}-iterator-age", $"Consumers receive changes {age:N0} ms late (limit {thresholds.StreamLag.TotalMilliseconds:N0} ms).",
                settings.Notifier.Name,
                "consumers-get-events-late-or-not-at-all");
        }
    }

    private IEnumerable<PipelineAlarm> Quarantined(MinuteMetrics metrics)
    {
        foreach (var queue in settings.Consumers.Select(static consumer => consumer.Queue))
        {
            if (metrics.Sum(StatusQueries.Quarantined(queue)) is > 0 and var events)
            {
                yield return new PipelineAlarm($"{queue}-quarantined", $"{queue} does not accept events: {Counted.Of((long)events, "waits", "wait")} on {settings.OrderEventsDlq.Name}.", queue, "a-consumers-events-are-quarantined")
                {
                    Letters = new(settings.OrderEventsDlq.Name, QuarantinedEvent.Code),
                };
            }
        }
    }

    private IEnumerable<PipelineAlarm> KeyConflicts(MinuteMetrics metrics)
    {
        long Count(string name) => queries.Counts.Where(query => query.Name == name).Sum(metrics.Sum);
        var (placed, conflicts) = (Count(MetricNames.OrdersPlaced), Count(MetricNames.KeyConflicts));
        if (conflicts > 0 && 100.0 * conflicts / (placed + conflicts) > thresholds.KeyConflictPercent)
        {
            yield return new PipelineAlarm(
                $"{settings.OrdersQueue.Name}-key-conflicts",
                $"{Counted.Of((long)conflicts, "order")} reused the key of another order; {placed:N0} placed (limit {thresholds.KeyConflictPercent} %).",
                settings.OrdersQueue.Name,
                "idempotency-key-conflicts")
            {
                Letters = new(settings.OrdersQueue.DeadLetterQueue, ErrorCodes.KeyConflict),
            };
        }
    }
}

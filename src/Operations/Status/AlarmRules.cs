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
internal sealed class AlarmRules(PipelineSettings settings, StatusQueries queries)
{
    private const int MinutesToAlarm = 3;

    private readonly AlarmThresholdSettings _thresholds = settings.AlarmThresholds;

    /// <summary>Returns the alarms whose condition holds.</summary>
    public IEnumerable<PipelineAlarm> Holding(IReadOnlyList<QueueStatus> queues, MinuteMetrics metrics) =>
    [
        .. queues.Where(static queue => queue is { Kind: QueueKind.DeadLetters, Visible: > 0 }).Select(queue =>
            new PipelineAlarm($"{queue.Name}-not-empty", $"Messages wait for an operator on {queue.Name}: {queue.Visible:N0}.", queue.Name, SectionOf(queue.Name)) { Letters = new(queue.Name) }),
        .. queues.Where(static queue => queue.Kind == QueueKind.DeadLetters).SelectMany(queue => DeadLetters(queue, metrics)),
        .. TooOld(queues, QueueKind.Orders, TimeSpan.FromSeconds(_thresholds.OldestOrderSeconds), "messages-wait-on-orders"),
        .. TooOld(queues, QueueKind.Consumer, TimeSpan.FromSeconds(_thresholds.OldestEventSeconds), "a-consumer-does-not-keep-up"),
        .. NearRetention(queues),
        .. OverInThreeMinutes(metrics, queries.FailedRequests, _thresholds.FailedRequestsPerMinute, $"{settings.Ingest.Name}-failed-requests",
            $"{settings.Ingest.Name} fails over {Counted.Of(_thresholds.FailedRequestsPerMinute, "request", "requests")} a minute for a cause that is not the caller's.", settings.Ingest.Name, "callers-get-5xx"),
        .. OverInThreeMinutes(metrics, queries.ReturnedMessages, _thresholds.ReturnedMessagesPerMinute, $"{settings.Processor.Name}-returned-messages",
            $"{settings.Processor.Name} returns over {Counted.Of(_thresholds.ReturnedMessagesPerMinute, "message", "messages")} a minute for retry: a service that it needs is unavailable.", settings.Processor.Name, "messages-are-returned-for-retry"),
        .. OverInThreeMinutes(metrics, queries.TableThrottles, 0, $"{settings.Table.Name}-throttles",
            $"DynamoDB throttles writes of {settings.Table.Name}: their messages are returned for retry.", settings.Table.Name, "messages-are-returned-for-retry"),
        .. ScheduleDropped(metrics),
        .. Undelivered(metrics),
        .. queries.Functions.SelectMany(function => OfFunction(function, metrics)),
        .. StreamLag(metrics),
        .. NotInvoked(metrics),
        .. Quarantined(queues, metrics),
        .. KeyConflicts(metrics),
    ];

    private static IEnumerable<PipelineAlarm> TooOld(IReadOnlyList<QueueStatus> queues, QueueKind kind, TimeSpan limit, string section) =>
        queues.Where(queue => queue.Kind == kind && queue.Oldest > limit).Select(queue => new PipelineAlarm(
            $"{queue.Name}-oldest-message", $"Oldest message on {queue.Name}: {queue.Oldest!.Value.TotalSeconds:N0} s (limit {limit.TotalSeconds:N0} s).", queue.Name, section));

    private IEnumerable<PipelineAlarm> NearRetention(IReadOnlyList<QueueStatus> queues) =>
        from consumer in settings.Consumers
        let limit = TimeSpan.FromSeconds(consumer.MessageRetentionSeconds * (double)_thresholds.RetentionPercent / 100)
        from queue in queues
        where queue.Name == consumer.Queue && queue.Oldest > limit
        select new PipelineAlarm(
            $"{queue.Name}-near-retention",
            $"Oldest message on {queue.Name}: {Age.Describe(queue.Oldest!.Value)}. SQS deletes it after {Age.Describe(TimeSpan.FromSeconds(consumer.MessageRetentionSeconds))}.",
            queue.Name,
            "a-consumer-does-not-keep-up");

    private IEnumerable<PipelineAlarm> DeadLetters(QueueStatus queue, MinuteMetrics metrics)
    {
        if (StatusQueries.Depths(queue.Name).Sum(metrics.Growth) is var growth && growth > _thresholds.DeadLetterGrowth)
        {
            yield return new PipelineAlarm(
                $"{queue.Name}-growing", $"{growth:N0} more messages on {queue.Name} than five minutes ago, on average over a minute (limit {_thresholds.DeadLetterGrowth:N0}); {queue.Visible + queue.InFlight:N0} now.", queue.Name, SectionOf(queue.Name))
            {
                Letters = new(queue.Name),
            };
        }

        if (queue.Oldest > TimeSpan.FromHours(_thresholds.DeadLetterAgeHours))
        {
            yield return new PipelineAlarm(
                $"{queue.Name}-old", $"Oldest message on {queue.Name}: {Age.Describe(queue.Oldest.Value)} (limit {_thresholds.DeadLetterAgeHours} h). SQS deletes it at the end of its retention.", queue.Name, SectionOf(queue.Name))
            {
                Letters = new(queue.Name),
            };
        }
    }

    private static IEnumerable<PipelineAlarm> OverInThreeMinutes(MinuteMetrics metrics, MetricQuery query, double limit, string name, string message, string resource, string section) =>
        metrics.MinutesOver(query, limit) >= MinutesToAlarm ? [new PipelineAlarm(name, message, resource, section)] : [];

    private IEnumerable<PipelineAlarm> ScheduleDropped(MinuteMetrics metrics) => metrics.Sum(queries.ScheduleDropped) > 0
        ? [new PipelineAlarm($"{settings.Expiry.Group}-schedule-dropped", $"The schedule could not send its message to {settings.OrdersQueue.Name}: pending orders do not expire.", settings.OrdersQueue.Name, "pending-orders-do-not-expire")]
        : [];

    private IEnumerable<PipelineAlarm> Undelivered(MinuteMetrics metrics) => metrics.Sum(queries.Undelivered) > 0
        ? [new PipelineAlarm($"{settings.Notifier.Name}-undelivered", "Lambda gave up stream records and could not write them to the on-failure destination: consumers do not get their events.", settings.Notifier.Name, "records-are-lost")]
        : [];

    private string SectionOf(string deadLetterQueue) =>
        settings.Sources.Any(source => source.DeadLetterQueue == deadLetterQueue) ? "messages-on-orders-dlq"
        : deadLetterQueue == settings.OrderEventsDlq.Name ? "messages-on-order-events-dlq"
        : "a-consumers-dead-letters";

    private IEnumerable<PipelineAlarm> OfFunction(FunctionSettings function, MinuteMetrics metrics)
    {
        var limit = function.TimeoutSeconds * 1000.0 * _thresholds.DurationPercent / 100;
        return
        [
            .. OverInThreeMinutes(metrics, StatusQueries.Errors(function), 0, $"{function.Name}-errors",
                $"{function.Name} fails: it cannot start, timed out, or failed a whole batch.", function.Name, "a-function-fails"),
            .. OverInThreeMinutes(metrics, StatusQueries.Throttles(function), 0, $"{function.Name}-throttles",
                $"Lambda throttles {function.Name}: its concurrency, or the account's, is used up.", function.Name, "a-function-is-throttled"),
            .. OverInThreeMinutes(metrics, StatusQueries.Duration(function, "Maximum"), limit, $"{function.Name}-duration",
                $"{function.Name} takes over {_thresholds.DurationPercent} % of its timeout ({function.TimeoutSeconds} s).", function.Name, "a-function-is-slow"),
        ];
    }

    private IEnumerable<PipelineAlarm> StreamLag(MinuteMetrics metrics)
    {
        if (metrics.Latest(queries.IteratorAge) is { } age && age > _thresholds.StreamLagMilliseconds)
        {
            yield return new PipelineAlarm(
                $"{settings.Notifier.Name}-iterator-age", $"Consumers receive changes {age:N0} ms late (limit {_thresholds.StreamLagMilliseconds:N0} ms).",
                settings.Notifier.Name,
                "consumers-get-events-late-or-not-at-all");
        }
    }

    // In two minutes, because the events of the latest one may be on their way.
    private IEnumerable<PipelineAlarm> NotInvoked(MinuteMetrics metrics) =>
        queries.Changes.Any(query => metrics.MinutesOver(query, 0) > 1) && metrics.Sum(StatusQueries.Invocations(settings.Notifier)) == 0
            ? [new PipelineAlarm(
                $"{settings.Notifier.Name}-not-invoked",
                $"Orders are placed or changed, and {settings.Notifier.Name} is not invoked: their events wait in the stream, which keeps them for 24 hours.",
                settings.Notifier.Name,
                "consumers-get-events-late-or-not-at-all")]
            : [];

    private IEnumerable<PipelineAlarm> Quarantined(IReadOnlyList<QueueStatus> queues, MinuteMetrics metrics)
    {
        foreach (var queue in settings.Consumers.Select(static consumer => consumer.Queue))
        {
            if (metrics.Sum(StatusQueries.Quarantined(queue)) is > 0 and var events)
            {
                var waiting = queues.FirstOrDefault(found => found.Name == settings.OrderEventsDlq.Name && found.Problem is null);
                yield return new PipelineAlarm(
                    $"{queue}-quarantined",
                    $"{queue} did not accept {Counted.Of((long)events, "event")} in the last five minutes; {settings.OrderEventsDlq.Name} has {(waiting is null ? "an unknown number of messages" : Counted.Of(waiting.Visible, "message"))} now.",
                    queue, "a-consumers-events-are-quarantined")
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
        if (conflicts > 0 && placed + conflicts >= _thresholds.KeyConflictMinimumOrders && 100.0 * conflicts / (placed + conflicts) > _thresholds.KeyConflictPercent)
        {
            yield return new PipelineAlarm(
                $"{settings.OrdersQueue.Name}-key-conflicts",
                $"{Counted.Of((long)conflicts, "order")} reused the key of another order; {placed:N0} placed (limit {_thresholds.KeyConflictPercent} %).",
                settings.OrdersQueue.Name,
                "idempotency-key-conflicts")
            {
                Letters = new(settings.OrdersQueue.DeadLetterQueue, ErrorCodes.KeyConflict),
            };
        }
    }
}

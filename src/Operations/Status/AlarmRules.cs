using Orders.Observability;
using Orders.Operations.Settings;
using Orders.Operations.Terminal;

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
        .. queues.Where(static queue => queue is { Kind: QueueKind.DeadLetters, Visible: > 0 }).Select(static queue =>
            new PipelineAlarm($"{queue.Name}-not-empty", $"Messages wait for an operator on {queue.Name}: {queue.Visible:N0}.")),
        .. queues.Where(queue => queue.Kind == QueueKind.Orders && queue.Oldest > thresholds.OldestOrder).Select(queue =>
            new PipelineAlarm($"{queue.Name}-oldest-message", $"Oldest message on {queue.Name}: {queue.Oldest!.Value.TotalSeconds:N0} s (limit {thresholds.OldestOrder.TotalSeconds:N0} s).")),
        .. queries.Functions.SelectMany(function => OfFunction(function, metrics)),
        .. StreamLag(metrics),
        .. Quarantined(metrics),
        .. KeyConflicts(metrics),
    ];

    private IEnumerable<PipelineAlarm> OfFunction(FunctionSettings function, MinuteMetrics metrics)
    {
        if (metrics.MinutesOver(StatusQueries.Errors(function), 0) >= MinutesToAlarm)
        {
            yield return new PipelineAlarm($"{function.Name}-errors", $"{function.Name} fails: it cannot start, timed out, or failed a whole batch.");
        }

        if (metrics.MinutesOver(StatusQueries.Throttles(function), 0) >= MinutesToAlarm)
        {
            yield return new PipelineAlarm($"{function.Name}-throttles", $"Lambda throttles {function.Name}: its concurrency, or the account's, is used up.");
        }

        var limit = function.TimeoutSeconds * 1000.0 * thresholds.DurationPercent / 100;
        if (metrics.MinutesOver(StatusQueries.Duration(function, "Maximum"), limit) >= MinutesToAlarm)
        {
            yield return new PipelineAlarm($"{function.Name}-duration", $"{function.Name} takes over {thresholds.DurationPercent} % of its timeout ({function.TimeoutSeconds} s).");
        }
    }

    private IEnumerable<PipelineAlarm> StreamLag(MinuteMetrics metrics)
    {
        if (metrics.Latest(queries.IteratorAge) is { } age && age > thresholds.StreamLag.TotalMilliseconds)
        {
            yield return new PipelineAlarm(
                $"{settings.Notifier.Name}-iterator-age", $"Consumers receive changes {age:N0} ms late (limit {thresholds.StreamLag.TotalMilliseconds:N0} ms).");
        }
    }

    private IEnumerable<PipelineAlarm> Quarantined(MinuteMetrics metrics)
    {
        foreach (var queue in settings.Consumers.Select(static consumer => consumer.Queue))
        {
            if (metrics.Sum(StatusQueries.Quarantined(queue)) is > 0 and var events)
            {
                yield return new PipelineAlarm($"{queue}-quarantined", $"{queue} does not accept events: {Counted.Of((long)events, "waits", "wait")} on {settings.OrderEventsDlq.Name}.");
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
                $"{Counted.Of((long)conflicts, "order")} reused the key of another order; {placed:N0} placed (limit {thresholds.KeyConflictPercent} %).");
        }
    }
}

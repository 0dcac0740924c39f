using Amazon.Lambda.Core;
using Amazon.Lambda.DynamoDBEvents;
using Orders.Events;
using Orders.Observability;
using Orders.Queues;
using Orders.Resilience;
using Orders.Validation;

namespace Orders.Notifier;

/// <summary>Handles batches of the table's stream.</summary>
public sealed class Function(
    EventDelivery delivery, EventQuarantine eventQuarantine, RecordQuarantine recordQuarantine, FunctionLogger logger, Metrics metrics, TimeProvider time)
{
    /// <summary>The time kept for the answer.</summary>
    private static readonly TimeSpan AnswerMargin = TimeSpan.FromSeconds(1);

    /// <summary>The time kept for the dead-letter queue, so that a consumer's queue that does not answer cannot use up all the time.</summary>
    private static readonly TimeSpan QuarantineTime = TimeSpan.FromSeconds(10);

    /// <summary>Handles one batch.</summary>
    /// <returns>The first record that failed; Lambda retries from there.</returns>
    /// <exception cref="UnexpectedEventException">The event is not, or not only, from a DynamoDB stream.</exception>
    public async Task<StreamsEventResponse> HandleAsync(DynamoDBEvent batch, ILambdaContext context)
    {
        logger.Begin(context.AwsRequestId, context.TraceId);
        using var deadline = new Deadline(context.RemainingTime, AnswerMargin, time);
        using var sendingDeadline = new Deadline(context.RemainingTime, AnswerMargin + QuarantineTime, time);
        var records = StreamRecords.Of(batch);
        var (events, untellable) = Read(records);

        var deliveries = await delivery.SendAsync(events, sendingDeadline.Token);
        metrics.Count(MetricNames.EventsSent, deliveries.Sum(static delivered => delivered.Sent));
        untellable.AddRange(deliveries.SelectMany(static delivered => delivered.TooLong).Distinct().Select(static index => (index, InvalidChangeException.TooLong().Reason)));

        var stop = await QuarantineAsync(deliveries, records, untellable, context.AwsRequestId, deadline.Token);
        stop = await QuarantineAsync(records, untellable, stop, context.AwsRequestId, deadline.Token);

        var failures = new List<StreamsEventResponse.BatchItemFailure>();
        if (stop is not null)
        {
            var sequenceNumber = records[stop.Index].Dynamodb?.SequenceNumber;
            Log.BatchStopped(logger, sequenceNumber, stop.Consumer, stop.Cause ?? "Unknown", StreamRecords.OrderOf(records[stop.Index]), StreamRecords.TraceOf(records[stop.Index]));
            metrics.Count(MetricNames.BatchesStopped);
            failures.Add(new StreamsEventResponse.BatchItemFailure { ItemIdentifier = sequenceNumber });
        }

        metrics.Flush();
        return new StreamsEventResponse { BatchItemFailures = failures };
    }

    private (List<PlacedEvent> Events, List<(int Index, FieldError Reason)> Untellable) Read(List<DynamoDBEvent.DynamodbStreamRecord> records)
    {
        var events = new List<PlacedEvent>();
        var untellable = new List<(int, FieldError)>();
        for (var i = 0; i < records.Count; i++)
        {
            try
            {
                if (StreamRecords.ToEvent(records[i]) is { } orderEvent)
                {
                    events.Add(new PlacedEvent(i, orderEvent));
                }
            }
            catch (InvalidChangeException problem)
            {
                untellable.Add((i, problem.Reason));
            }
            catch (Exception exception)
            {
                // The boundary: a record that triggers a bug must not hold up its shard until it expires.
                Log.RecordFailed(logger, exception, records[i].Dynamodb?.SequenceNumber, StreamRecords.OrderOf(records[i]), StreamRecords.TraceOf(records[i]));
                untellable.Add((i, InvalidChangeException.Unreadable("record").Reason));
            }
        }

        return (events, untellable);
    }

    /// <summary>Quarantines the events of consumers whose queues are broken, up to where the batch stops; later records are retried.</summary>
    /// <param name="deliveries">The results of the deliveries.</param>
    /// <param name="records">The batch.</param>
    /// <param name="untellable">Receives records whose event is too large for the dead-letter queue as well.</param>
    /// <param name="requestId">The Lambda request's id.</param>
    /// <param name="cancellationToken">The deadline.</param>
    /// <returns>Where the batch must stop; null if every event was sent or quarantined.</returns>
    private async Task<Stop?> QuarantineAsync(
        IReadOnlyList<ConsumerDelivery> deliveries,
        List<DynamoDBEvent.DynamodbStreamRecord> records,
        List<(int Index, FieldError Reason)> untellable,
        string requestId,
        CancellationToken cancellationToken)
    {
        var failed = deliveries.Where(static delivered => delivered.Undelivered.Count > 0)
            .ToLookup(delivered => eventQuarantine.Takes(delivered, StreamRecords.ChangedAt(records[0])));
        var stop = failed[false].Select(Stop.At).MinBy(static stop => stop.Index);
        foreach (var delivered in failed[true])
        {
            var events = delivered.Undelivered.Where(undelivered => stop is null || undelivered.Index < stop.Index).ToList();
            var results = await eventQuarantine.SendAsync(delivered, events, requestId, cancellationToken);
            var quarantined = 0;
            for (var i = 0; i < events.Count; i++)
            {
                if (results[i].IsSent)
                {
                    quarantined++;
                }
                else if (results[i].Cause == QueueSender.TooLong)
                {
                    untellable.Add((events[i].Index, InvalidChangeException.TooLong().Reason));
                }
                else
                {
                    stop = Stop.Earlier(stop, new Stop(events[i].Index, delivered.Consumer.Name, results[i].Cause));
                }
            }

            if (quarantined > 0)
            {
                Log.EventsQuarantined(logger, quarantined, delivered.Consumer.Name, events[0].Event.Id, delivered.Cause ?? "Unknown");
                metrics.OfQueue(delivered.Consumer.QueueName).Count(MetricNames.EventsQuarantined, quarantined);
            }
        }

        return stop;
    }

    /// <summary>Dead-letters the records that give no event, up to where the batch stops; later records are retried.</summary>
    /// <returns>Where the batch must stop; null if nothing stops it.</returns>
    private async Task<Stop?> QuarantineAsync(
        List<DynamoDBEvent.DynamodbStreamRecord> records,
        List<(int Index, FieldError Reason)> untellable,
        Stop? stop,
        string requestId,
        CancellationToken cancellationToken)
    {
        foreach (var (index, reason) in untellable.Where(entry => stop is null || entry.Index < stop.Index).DistinctBy(static entry => entry.Index).OrderBy(static entry => entry.Index))
        {
            var result = await recordQuarantine.SendAsync(records[index], reason, requestId, cancellationToken);
            if (!result.IsSent)
            {
                return new Stop(index, Consumer: null, result.Cause);
            }

            Log.RecordQuarantined(
                logger, records[index].Dynamodb?.SequenceNumber, reason.Field, reason.Code, StreamRecords.OrderOf(records[index]), StreamRecords.TraceOf(records[index]));
            metrics.Count(MetricNames.RecordsQuarantined);
        }

        return stop;
    }

    /// <summary>Where a batch stops, for which consumer, and why.</summary>
    private sealed record Stop(int Index, string? Consumer, string? Cause)
    {
        public static Stop At(ConsumerDelivery delivered) => new(delivered.Undelivered[0].Index, delivered.Consumer.Name, delivered.Cause);

        public static Stop Earlier(Stop? one, Stop other) => one is null || other.Index < one.Index ? other : one;
    }
}

using Amazon.Lambda.Core;
using Amazon.Lambda.DynamoDBEvents;
using Orders.Events;
using Orders.Observability;
using Orders.Resilience;
using Orders.Validation;

namespace Orders.Notifier;

/// <summary>Handles batches of the table's stream.</summary>
public sealed class Function(EventDelivery delivery, SetAside setAside, FunctionLogger logger, Metrics metrics, TimeProvider time)
{
    /// <summary>Kept for the answer.</summary>
    private static readonly TimeSpan AnswerMargin = TimeSpan.FromSeconds(1);

    /// <summary>Handles one batch.</summary>
    /// <returns>The first record that is not done; Lambda replays it and all that follow.</returns>
    /// <exception cref="UnexpectedEventException">The event is not, or not only, of a DynamoDB stream.</exception>
    public async Task<StreamsEventResponse> HandleAsync(DynamoDBEvent batch, ILambdaContext context)
    {
        logger.RequestId = context.AwsRequestId;
        using var deadline = new Deadline(context.RemainingTime, AnswerMargin, time);
        var records = StreamRecords.Of(batch);
        var (events, untellable) = Read(records);

        var delivered = await delivery.SendAsync(events, deadline.Token);
        metrics.Count(MetricNames.EventsSent, delivered.Sent);
        untellable.AddRange(delivered.TooLong.Select(static index => (index, UntellableChangeException.TooLong().Reason)));
        // What stands behind a failure comes again, and is set aside then.
        var stop = await SetAsideAsync(
            records,
            untellable.Where(entry => entry.Index < (delivered.FirstFailure ?? records.Count)).OrderBy(static entry => entry.Index), context.AwsRequestId, deadline.Token)
            ?? delivered;

        var failures = new List<StreamsEventResponse.BatchItemFailure>();
        if (stop.FirstFailure is { } index)
        {
            var sequenceNumber = records[index].Dynamodb?.SequenceNumber;
            Log.BatchStopped(logger, sequenceNumber, stop.Consumer, stop.Cause ?? "Unknown");
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
            catch (UntellableChangeException problem)
            {
                untellable.Add((i, problem.Reason));
            }
            catch (Exception exception)
            {
                // The boundary: a record that a bug of ours trips over must not hold up its shard until it is too old.
                Log.RecordFailed(logger, exception, records[i].Dynamodb?.SequenceNumber);
                untellable.Add((i, UntellableChangeException.Unreadable("record").Reason));
            }
        }

        return (events, untellable);
    }

    /// <returns>Where the batch must stop because a record could not be set aside; null where all were.</returns>
    private async Task<DeliveryResult?> SetAsideAsync(
        List<DynamoDBEvent.DynamodbStreamRecord> records,
        IEnumerable<(int Index, FieldError Reason)> untellable,
        string requestId,
        CancellationToken cancellationToken)
    {
        foreach (var (index, reason) in untellable)
        {
            var result = await setAside.SendAsync(records[index], reason, requestId, cancellationToken);
            if (!result.IsSent)
            {
                return new DeliveryResult(0, index, Cause: result.Cause);
            }

            Log.RecordSetAside(logger, records[index].Dynamodb?.SequenceNumber, reason.Field, reason.Code);
            metrics.Count(MetricNames.RecordsSetAside);
        }

        return null;
    }
}

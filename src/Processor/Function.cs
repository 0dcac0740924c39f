using Amazon.Lambda.Core;
using Amazon.Lambda.SQSEvents;
using Orders.Messages;
using Orders.Model;
using Orders.Observability;
using Orders.Queues;
using Orders.Resilience;
using Orders.Validation;

namespace Orders.Processor;

/// <summary>Handles batches of the <c>orders</c> queue and of the queues of outside senders.</summary>
public sealed class Function(
    SourceQueues queues, BatchProcessor processor, RejectedPlacements placements, DeadLetters deadLetters, ReturnForRetry returnForRetry, RetryLimits limits, string? expiryRoleId, FunctionLogger logger, Metrics metrics, TimeProvider time)
{
    /// <summary>The time kept for dead-lettering messages and for extending the visibility timeout of those that are retried.</summary>
    private static readonly TimeSpan ClosingMargin = TimeSpan.FromSeconds(3);

    /// <summary>The time kept for the answer.</summary>
    private static readonly TimeSpan AnswerMargin = TimeSpan.FromMilliseconds(500);

    /// <summary>The maximum wait for SQS before the work starts.</summary>
    private static readonly TimeSpan BackOffLimit = TimeSpan.FromSeconds(2);

    /// <summary>Handles one batch.</summary>
    /// <returns>The batch item failures; SQS deletes all other messages.</returns>
    /// <exception cref="BatchFailedException">No message could be processed, because a dependency is unavailable. Only a failed invocation makes
    /// Lambda slow its polling.</exception>
    /// <exception cref="UnexpectedEventException">The event is not, or not only, from SQS.</exception>
    public async Task<SQSBatchResponse> HandleAsync(SQSEvent batch, ILambdaContext context)
    {
        logger.Begin(context.AwsRequestId, context.TraceId);
        var records = IncomingMessages.RecordsOf(batch);
        var queue = queues.Of(records);
        var messages = records.ConvertAll(IncomingMessages.From);
        var results = new MessageResult[messages.Count];
        await BackOffRedeliveriesAsync(queue, messages, context.RemainingTime);
        var work = Read(queue, messages, results);
        using (var deadline = new Deadline(context.RemainingTime, ClosingMargin, time))
        {
            await ProcessAsync(work, results, deadline.Token);
        }

        RejectWhatWaitedTooLong(messages, results);
        if (Array.Exists(results, static result => result.Disposition is Disposition.Rejected or Disposition.ReturnedForRetry))
        {
            using var deadline = new Deadline(context.RemainingTime, AnswerMargin, time);
            await RecordRejectionsAsync(queue, messages, results, deadline.Token);
            await PutDeadLettersAwayAsync(queue, messages, work, results, context.AwsRequestId, deadline.Token);
            await HideWhatComesAgainAsync(queue, messages, work, results, deadline.Token);
        }

        Count(results);
        metrics.Flush();
        ThrowIfADependencyIsAway(results);
        return new SQSBatchResponse([.. messages
            .Where((_, index) => results[index].Disposition == Disposition.ReturnedForRetry)
            .Select(static message => new SQSBatchResponse.BatchItemFailure { ItemIdentifier = message.MessageId })]);
    }

    private List<WorkItem> Read(SourceQueue queue, List<IncomingMessage> messages, MessageResult[] results)
    {
        var work = new List<WorkItem>(messages.Count);
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            try
            {
                var read = OrderMessageReader.Read(message.Body, message.SentAt, message.Attributes.GetValueOrDefault(TraceParent.Name)?.StringValue, queue.Sender);
                if (read is { IsValid: true, Value: ExpirePending } && !MaySendExpiry(message.SenderId))
                {
                    results[i] = new MessageResult(Disposition.Rejected, OrderMessageReader.ExpiryNotAllowed);
                }
                else if (read.IsValid)
                {
                    work.Add(new WorkItem(i, read.Value));
                }
                else
                {
                    results[i] = new MessageResult(Disposition.Rejected, read.Errors[0]);
                }
            }
            catch (Exception exception)
            {
                // The boundary of one message: a bug that it triggers must not hold up the rest of its batch.
                Log.MessageFailed(logger, exception, message.MessageId, message.TraceId);
                results[i] = MessageResult.ReturnForRetry(MessageResult.Unexpected);
            }
        }

        return work;
    }

    // Amazon SQS API Reference, "Message": the SenderId of a role is its id, a colon and the session's name.
    private bool MaySendExpiry(string? senderId) => expiryRoleId is null || senderId?.Split(':')[0] == expiryRoleId;

    /// <summary>
    /// Extends the visibility timeout of redelivered messages before any is processed. A message that kills its process leaves no answer, so
    /// without this it would return with the same neighbours each time, and be dead-lettered together with them.
    /// </summary>
    private async Task BackOffRedeliveriesAsync(SourceQueue queue, List<IncomingMessage> messages, TimeSpan remaining)
    {
        var redelivered = messages.FindAll(static message => message.ReceiveCount > 1);
        if (redelivered.Count > 0)
        {
            using var limit = new CancellationTokenSource(BackOffLimit, time);
            await returnForRetry.ChangeVisibilityAsync(queue, redelivered, limit.Token, notBefore: remaining);
        }
    }

    private async Task ProcessAsync(List<WorkItem> work, MessageResult[] results, CancellationToken cancellationToken)
    {
        try
        {
            await processor.ProcessAsync(work, results, cancellationToken);
        }
        catch (Exception exception)
        {
            // The boundary: whatever a bug throws, messages with a result keep it and all others are retried.
            Log.BatchFailed(logger, exception);
        }
    }

    private void RejectWhatWaitedTooLong(List<IncomingMessage> messages, MessageResult[] results)
    {
        var now = time.GetUtcNow();
        for (var i = 0; i < messages.Count; i++)
        {
            var isLastDelivery = IsLastDelivery(messages[i]);
            if (results[i].IsEarly && (isLastDelivery || now - messages[i].SentAt >= limits.EarlyChangeMaxAge))
            {
                results[i] = new MessageResult(Disposition.Rejected, results[i].Reason);
            }
            else if (results[i].Disposition == Disposition.ReturnedForRetry && isLastDelivery)
            {
                results[i] = MessageResult.Reject(FieldError.Body, ErrorCodes.RetriesExhausted, $"could not be handled: {results[i].Cause ?? "OutOfTime"}");
            }
        }
    }

    // After this receive SQS would dead-letter the message itself, but without a reason.
    private bool IsLastDelivery(IncomingMessage message) => message.ReceiveCount >= limits.MaxReceiveCount;

    // Before the dead letters: a message whose letter was sent is deleted, and its rejection could not be recorded any more.
    private async Task RecordRejectionsAsync(SourceQueue queue, List<IncomingMessage> messages, MessageResult[] results, CancellationToken cancellationToken)
    {
        foreach (var (index, order, cause) in await placements.RecordAsync(queue, messages, results, cancellationToken))
        {
            if (IsLastDelivery(messages[index]))
            {
                Log.RejectionNotRecorded(logger, messages[index].MessageId, cause, order, messages[index].TraceId);
            }
            else
            {
                results[index] = MessageResult.ReturnForRetry(cause);
            }
        }
    }

    private async Task PutDeadLettersAwayAsync(
        SourceQueue queue, List<IncomingMessage> messages, List<WorkItem> work, MessageResult[] results, string requestId, CancellationToken cancellationToken)
    {
        var rejected = Enumerable.Range(0, results.Length).Where(index => results[index].Disposition == Disposition.Rejected).ToList();
        var sent = await deadLetters.SendAsync(queue, [.. rejected.Select(index => (messages[index], results[index].Reason!))], requestId, cancellationToken);
        for (var i = 0; i < rejected.Count; i++)
        {
            var index = rejected[i];
            var (message, reason) = (messages[index], results[index].Reason!);
            if (sent[i].IsSent)
            {
                Log.MessageRejected(logger, message.MessageId, message.ReceiveCount, reason.LoggedField, reason.Code, OrderOf(work, index), message.TraceId);
            }
            else
            {
                Log.DeadLetterNotSent(logger, message.MessageId, sent[i].Cause ?? "Unknown", OrderOf(work, index), message.TraceId);
                results[index] = MessageResult.ReturnForRetry(sent[i].Cause == QueueSender.TooLong ? MessageResult.TooLargeForAReason : "DeadLetterNotSent");
            }
        }
    }

    private async Task HideWhatComesAgainAsync(SourceQueue queue, List<IncomingMessage> messages, List<WorkItem> work, MessageResult[] results, CancellationToken cancellationToken)
    {
        var again = new List<IncomingMessage>();
        for (var i = 0; i < messages.Count; i++)
        {
            if (results[i].Disposition == Disposition.ReturnedForRetry)
            {
                again.Add(messages[i]);
                Log.MessageReturnedForRetry(logger, messages[i].MessageId, messages[i].ReceiveCount, results[i].Cause ?? "OutOfTime", OrderOf(work, i), messages[i].TraceId);
            }
        }

        if (await returnForRetry.ChangeVisibilityAsync(queue, again, cancellationToken) is > 0 and var failed)
        {
            Log.MessagesNotHidden(logger, failed);
        }
    }

    // Null for a message that was not read, or is not about one order.
    private static OrderId? OrderOf(List<WorkItem> work, int index) => work.Find(item => item.Index == index)?.Content.Subject;

    private void Count(MessageResult[] results)
    {
        foreach (var result in results)
        {
            metrics.Count(result.Disposition switch
            {
                Disposition.Placed => MetricNames.OrdersPlaced,
                Disposition.Changed => MetricNames.StatusesChanged,
                Disposition.Expired => MetricNames.ExpiriesRun,
                Disposition.Duplicate => MetricNames.Duplicates,
                Disposition.Rejected => MetricNames.DeadLetters,
                _ => MetricNames.MessagesReturnedForRetry,
            });
            if (result.IsEarly)
            {
                metrics.Count(MetricNames.EarlyChanges);
            }

            if (result.Reason?.Code == ErrorCodes.KeyConflict)
            {
                metrics.Count(MetricNames.KeyConflicts);
            }
        }
    }

    private static void ThrowIfADependencyIsAway(MessageResult[] results)
    {
        if (Array.TrueForAll(results, static result => result.Disposition == Disposition.ReturnedForRetry)
            && Array.Exists(results, static result => result.IsHeldUpByADependency))
        {
            throw new BatchFailedException(results.Length);
        }
    }
}

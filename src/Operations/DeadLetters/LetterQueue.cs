using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Queues;
using Orders.Resilience;
using Polly;

namespace Orders.Operations.DeadLetters;

/// <summary>The calls to one dead-letter queue. A receive and a delete are never cancelled: nobody would know what they had hidden or deleted.</summary>
internal sealed class LetterQueue(IAmazonSQS sqs, ResiliencePipeline pipeline, string url)
{
    /// <summary>The number of concurrent calls.</summary>
    public const int SideBySideCalls = 8;

    private const int LongPollSeconds = 1;

    /// <summary>The outside sender of its messages; null on the other queues.</summary>
    public string? Sender { get; init; }

    /// <summary>Receives the whole queue, and hides each message for <paramref name="lease"/>.</summary>
    /// <param name="lease">The visibility timeout, in whole seconds.</param>
    /// <param name="calls">The number of concurrent calls.</param>
    /// <param name="time">The clock.</param>
    /// <param name="take">Receives the messages of each answer, and when they were received at the earliest; returns whether to continue. Never
    /// called concurrently.</param>
    /// <param name="cancellationToken">No further call is made once it is cancelled.</param>
    /// <returns>Whether every visible message was seen or no more were wanted: false if the queue's in-flight limit was reached, or if an answer
    /// was lost, whose messages are hidden for one lease.</returns>
    public async Task<bool> ReceiveAsync(
        TimeSpan lease, int calls, TimeProvider time, Func<IReadOnlyList<Message>, DateTimeOffset, bool> take, CancellationToken cancellationToken)
    {
        var gate = new Lock();
        var (isWanted, isFull, isLost) = (true, false, false);
        await SideBySide.ForEachAsync(Enumerable.Range(0, calls), calls, async _ =>
        {
            // A short poll asks only some of SQS's servers, so only a long poll can find the queue's end.
            for (var wait = 0; isWanted && !isFull;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var received = await ReceiveBatchAsync(lease, wait, time);
                lock (gate)
                {
                    (isFull, isLost) = (isFull || received.IsFull, isLost || received.IsLost);
                    isWanted &= take(received.Messages, received.At);
                }

                if (received.Messages.Count == 0 && wait > 0)
                {
                    return;
                }

                wait = received.Messages.Count == 0 ? LongPollSeconds : 0;
            }
        });
        return !isFull && !isLost;
    }

    /// <summary>Changes the visibility timeout of up to ten messages; zero makes them visible.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="timeout">The visibility timeout, in whole seconds.</param>
    /// <param name="cancellationToken">Stops the call; the messages without an answer count as unchanged.</param>
    /// <returns>The cause for each message for which that failed, by its id.</returns>
    public Task<IReadOnlyDictionary<string, string>> ChangeVisibilityAsync(
        IReadOnlyList<(string Id, string ReceiptHandle)> messages, TimeSpan timeout, CancellationToken cancellationToken) => CallAsync(
        messages,
        async (entries, token) =>
        {
            var response = await sqs.ChangeMessageVisibilityBatchAsync(
                new ChangeMessageVisibilityBatchRequest
                {
                    QueueUrl = url,
                    Entries = [.. entries.Select(entry => new ChangeMessageVisibilityBatchRequestEntry(entry.Id, entry.ReceiptHandle) { VisibilityTimeout = (int)timeout.TotalSeconds })],
                },
                token);
            return ((response.Successful ?? []).Select(static entry => entry.Id), response.Failed);
        },
        cancellationToken);

    /// <summary>Deletes up to ten messages.</summary>
    /// <returns>The cause for each message that could not be deleted, by its id.</returns>
    public Task<IReadOnlyDictionary<string, string>> DeleteAsync(IReadOnlyList<(string Id, string ReceiptHandle)> messages) => CallAsync(
        messages,
        async (entries, token) =>
        {
            var response = await sqs.DeleteMessageBatchAsync(
                new DeleteMessageBatchRequest(url, [.. entries.Select(static entry => new DeleteMessageBatchRequestEntry(entry.Id, entry.ReceiptHandle))]), token);
            return ((response.Successful ?? []).Select(static entry => entry.Id), response.Failed);
        },
        CancellationToken.None);

    /// <summary>Counts the visible messages, and those in flight: received, and neither deleted nor visible again. SQS's numbers are approximate.</summary>
    public async Task<(int Visible, int InFlight)> CountAsync(CancellationToken cancellationToken)
    {
        List<string> names = [QueueAttributeName.ApproximateNumberOfMessages, QueueAttributeName.ApproximateNumberOfMessagesNotVisible];
        var answer = await pipeline.ExecuteAsync(async token => await sqs.GetQueueAttributesAsync(url, names, token), cancellationToken);
        return (answer.ApproximateNumberOfMessages, answer.ApproximateNumberOfMessagesNotVisible);
    }

    // A batch call, whose entries that fail for a transient cause are retried.
    private async Task<IReadOnlyDictionary<string, string>> CallAsync(
        IReadOnlyList<(string Id, string ReceiptHandle)> messages,
        Func<IEnumerable<(string Id, string ReceiptHandle)>, CancellationToken, Task<(IEnumerable<string> Done, List<BatchResultErrorEntry>? Failed)>> call,
        CancellationToken cancellationToken)
    {
        // A message counts as not done until an answer says that it was.
        var left = messages.Select(static (message, index) => (Message: message, Id: $"{index}", Cause: "NoAnswer")).ToList();
        try
        {
            await pipeline.ExecuteAsync(
                async token =>
                {
                    if (left.Count == 0)
                    {
                        return BatchProgress.Done;
                    }

                    var (succeeded, failed) = await call(left.Select(static entry => (entry.Id, entry.Message.ReceiptHandle)), token);
                    var done = succeeded.ToHashSet(StringComparer.Ordinal);
                    var causes = (failed ?? []).ToDictionary(static entry => entry.Id, static entry => entry.Code);
                    left = [.. left.Where(entry => !done.Contains(entry.Id)).Select(entry => entry with { Cause = causes.GetValueOrDefault(entry.Id, entry.Cause) })];
                    return left.Exists(static entry => TransientFaults.IsTransientCode(entry.Cause)) ? BatchProgress.SomeLeft : BatchProgress.Done;
                },
                cancellationToken);
        }
        catch (Exception exception) when (CallFailure.Is(exception))
        {
            left = [.. left.Select(entry => entry with { Cause = CallFailure.Name(exception) })];
        }

        return left.ToDictionary(static entry => entry.Message.Id, static entry => entry.Cause, StringComparer.Ordinal);
    }

    private async Task<Received> ReceiveBatchAsync(TimeSpan lease, int waitSeconds, TimeProvider time)
    {
        var request = new ReceiveMessageRequest(url)
        {
            MaxNumberOfMessages = SqsLimits.EntriesPerRequest,
            VisibilityTimeout = (int)lease.TotalSeconds,
            WaitTimeSeconds = waitSeconds,
            MessageAttributeNames = ["All"],
            MessageSystemAttributeNames = [MessageSystemAttributeName.All],
        };
        var (at, isLost) = (time.GetUtcNow(), false);
        try
        {
            var answer = await pipeline.ExecuteAsync(async token =>
            {
                at = time.GetUtcNow();
                try
                {
                    return await sqs.ReceiveMessageAsync(request, token);
                }
                catch (Exception exception) when (!TransientFaults.IsThrottling(exception))
                {
                    // SQS may have hidden messages all the same.
                    isLost = true;
                    throw;
                }
            });
            return new Received(answer.Messages ?? [], at, isLost);
        }
        catch (AmazonServiceException exception) when (exception.ErrorCode?.EndsWith("OverLimit", StringComparison.Ordinal) == true)
        {
            return new Received([], at, isLost) { IsFull = true };
        }
    }

    private readonly record struct Received(IReadOnlyList<Message> Messages, DateTimeOffset At, bool IsLost)
    {
        /// <summary>Whether too many messages of the queue are in flight.</summary>
        public bool IsFull { get; init; }
    }
}

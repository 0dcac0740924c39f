using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Queues;
using Orders.Resilience;
using Polly;

namespace Orders.Operations.DeadLetters;

/// <summary>The calls to one dead-letter queue. A call is never cancelled: nobody would know what it had hidden or deleted.</summary>
internal sealed class LetterQueue(IAmazonSQS sqs, ResiliencePipeline pipeline, string url)
{
    /// <summary>The number of concurrent calls.</summary>
    public const int SideBySideCalls = 8;

    private const int LongPollSeconds = 1;

    private readonly MessageVisibility _visibility = new(sqs, pipeline);

    /// <summary>Receives the whole queue, and hides each message for <paramref name="lease"/>.</summary>
    /// <param name="lease">The visibility timeout, in whole seconds.</param>
    /// <param name="calls">The number of concurrent calls.</param>
    /// <param name="take">Receives the messages of each answer; returns whether to continue. Never called concurrently.</param>
    /// <param name="cancellationToken">No further call is made once it is cancelled.</param>
    /// <returns>Whether the queue's end was reached: false if its in-flight limit was reached.</returns>
    public async Task<bool> ReceiveAsync(TimeSpan lease, int calls, Func<IReadOnlyList<Message>, bool> take, CancellationToken cancellationToken)
    {
        var gate = new Lock();
        var (wanted, ended) = (true, true);
        await SideBySide.ForEachAsync(Enumerable.Range(0, calls), calls, async _ =>
        {
            // A short poll asks only some of SQS's servers, so only a long poll can find the queue's end.
            for (var wait = 0; wanted && ended;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (await ReceiveBatchAsync(lease, wait) is not { } messages)
                {
                    ended = false;
                    return;
                }

                lock (gate)
                {
                    wanted &= take(messages);
                }

                if (messages.Count == 0 && wait > 0)
                {
                    return;
                }

                wait = messages.Count == 0 ? LongPollSeconds : 0;
            }
        });
        return ended;
    }

    /// <summary>Changes the visibility timeout of messages; zero makes them visible.</summary>
    /// <returns>The number of messages for which that failed.</returns>
    public async Task<int> ChangeVisibilityAsync(IEnumerable<string> receiptHandles, TimeSpan delay)
    {
        var failed = 0;
        await SideBySide.ForEachAsync(receiptHandles.Chunk(SqsLimits.EntriesPerRequest), SideBySideCalls, async chunk =>
            Interlocked.Add(ref failed, await _visibility.ChangeVisibilityAsync(
                url, [.. chunk.Select(handle => (handle, delay))], CancellationToken.None)));
        return failed;
    }

    /// <summary>Deletes up to ten messages.</summary>
    /// <returns>The cause for each message that could not be deleted, by its id.</returns>
    public async Task<IReadOnlyDictionary<string, string>> DeleteAsync(IReadOnlyList<(string Id, string ReceiptHandle)> messages)
    {
        // A message counts as not deleted until an answer says that it was.
        var left = messages.Select(static (message, index) => (Message: message, Id: $"{index}", Cause: "NoAnswer")).ToList();
        try
        {
            await pipeline.ExecuteAsync(async token =>
            {
                var response = await sqs.DeleteMessageBatchAsync(
                    new DeleteMessageBatchRequest(url, [.. left.Select(static entry => new DeleteMessageBatchRequestEntry(entry.Id, entry.Message.ReceiptHandle))]),
                    token);
                var deleted = (response.Successful ?? []).Select(static entry => entry.Id).ToHashSet(StringComparer.Ordinal);
                var causes = (response.Failed ?? []).ToDictionary(static entry => entry.Id, static entry => entry.Code);
                left = [.. left.Where(entry => !deleted.Contains(entry.Id)).Select(entry => entry with { Cause = causes.GetValueOrDefault(entry.Id, entry.Cause) })];
                return left.Exists(static entry => TransientFaults.IsTransientCode(entry.Cause)) ? BatchProgress.SomeLeft : BatchProgress.Done;
            });
        }
        catch (Exception exception) when (CallFailure.Is(exception))
        {
            left = [.. left.Select(entry => entry with { Cause = CallFailure.Name(exception) })];
        }

        return left.ToDictionary(static entry => entry.Message.Id, static entry => entry.Cause, StringComparer.Ordinal);
    }

    /// <summary>Counts the messages in flight: received, and neither deleted nor visible again. SQS's number is approximate.</summary>
    public async Task<int> CountInFlightAsync(CancellationToken cancellationToken)
    {
        var answer = await pipeline.ExecuteAsync(
            async token => await sqs.GetQueueAttributesAsync(url, [QueueAttributeName.ApproximateNumberOfMessagesNotVisible], token), cancellationToken);
        return answer.ApproximateNumberOfMessagesNotVisible;
    }

    /// <returns>Null if too many messages are in flight.</returns>
    private async Task<IReadOnlyList<Message>?> ReceiveBatchAsync(TimeSpan lease, int waitSeconds)
    {
        var request = new ReceiveMessageRequest(url)
        {
            MaxNumberOfMessages = SqsLimits.EntriesPerRequest,
            VisibilityTimeout = (int)lease.TotalSeconds,
            WaitTimeSeconds = waitSeconds,
            MessageAttributeNames = ["All"],
            MessageSystemAttributeNames = [MessageSystemAttributeName.All],
        };
        try
        {
            return (await pipeline.ExecuteAsync(async token => await sqs.ReceiveMessageAsync(request, token))).Messages ?? [];
        }
        catch (AmazonServiceException exception) when (exception.ErrorCode?.EndsWith("OverLimit", StringComparison.Ordinal) == true)
        {
            return null;
        }
    }
}

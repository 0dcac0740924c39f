using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Queues;
using Orders.Resilience;
using Polly;

namespace Orders.Operations.DeadLetters;

/// <summary>The calls to one dead-letter queue. Each is brought to its end: broken off, nobody would know what it had hidden or deleted.</summary>
internal sealed class LetterQueue(IAmazonSQS sqs, ResiliencePipeline pipeline, string url)
{
    /// <summary>How many calls run side by side.</summary>
    public const int SideBySideCalls = 8;

    private const int LongPollSeconds = 1;

    private readonly MessageVisibility _visibility = new(sqs, pipeline);

    /// <summary>Receives the queue to its end, each message hidden for <paramref name="lease"/>.</summary>
    /// <param name="lease">In whole seconds.</param>
    /// <param name="calls">How many calls run side by side.</param>
    /// <param name="take">Is given the messages of each answer; says whether more are wanted. Never called twice at once.</param>
    /// <param name="cancellationToken">No further call is made once it is cancelled.</param>
    /// <returns>Whether the queue's end was seen: false if its in-flight limit was reached.</returns>
    public async Task<bool> ReceiveAsync(TimeSpan lease, int calls, Func<IReadOnlyList<Message>, bool> take, CancellationToken cancellationToken)
    {
        var gate = new Lock();
        var (wanted, ended) = (true, true);
        await SideBySide.ForEachAsync(Enumerable.Range(0, calls), calls, async _ =>
        {
            // A short poll asks some of SQS's servers only: the end is what a long one says.
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

    /// <summary>Sets how long messages stay hidden from now on; zero gives them back.</summary>
    /// <returns>How many could not be set.</returns>
    public async Task<int> ChangeVisibilityAsync(IEnumerable<string> receiptHandles, TimeSpan delay)
    {
        var failed = 0;
        await SideBySide.ForEachAsync(receiptHandles.Chunk(SqsLimits.EntriesPerRequest), SideBySideCalls, async chunk =>
            Interlocked.Add(ref failed, await _visibility.ChangeVisibilityAsync(
                url, [.. chunk.Select(handle => (handle, delay))], CancellationToken.None)));
        return failed;
    }

    /// <summary>Deletes up to ten messages.</summary>
    /// <returns>The ids of those that could not be deleted, with the cause.</returns>
    public async Task<IReadOnlyDictionary<string, string>> DeleteAsync(IReadOnlyList<(string Id, string ReceiptHandle)> messages)
    {
        // In doubt a message is still there: it is taken out of here only by an answer that says so.
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

    /// <returns>Null where too many messages are hidden already.</returns>
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

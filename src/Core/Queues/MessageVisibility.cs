using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Resilience;
using Polly;

namespace Orders.Queues;

/// <summary>Extends the visibility timeout of messages that are returned for retry, so that they are received again after a backoff.</summary>
public sealed class MessageVisibility(IAmazonSQS sqs, ResiliencePipeline pipeline)
{
    private const int RequestsSideBySide = 4;

    /// <summary>Sets each message's visibility timeout, and retries entries that fail for a transient cause.</summary>
    /// <returns>The number of messages for which that failed; those are received again after the queue's own visibility timeout, so none is
    /// lost.</returns>
    public async Task<int> ChangeVisibilityAsync(string queueUrl, IReadOnlyList<(string ReceiptHandle, TimeSpan Delay)> messages, CancellationToken cancellationToken)
    {
        var failed = 0;
        await SideBySide.ForEachAsync(messages.Chunk(SqsLimits.EntriesPerRequest), RequestsSideBySide, async batch =>
            Interlocked.Add(ref failed, await HideBatchAsync(queueUrl, [.. batch.Select(Entry)], cancellationToken)));
        return failed;
    }

    private async Task<int> HideBatchAsync(
        string queueUrl, List<ChangeMessageVisibilityBatchRequestEntry> entries, CancellationToken cancellationToken)
    {
        var left = entries;
        var refused = 0;
        try
        {
            await pipeline.ExecuteAsync(
                async token =>
                {
                    var request = new ChangeMessageVisibilityBatchRequest { QueueUrl = queueUrl, Entries = left };
                    var failed = (await sqs.ChangeMessageVisibilityBatchAsync(request, token)).Failed ?? [];
                    var again = failed.Where(IsWorthAnotherAttempt).Select(static entry => entry.Id).ToHashSet();
                    refused += failed.Count - again.Count;
                    left = left.FindAll(entry => again.Contains(entry.Id));
                    return left.Count == 0 ? BatchProgress.Done : BatchProgress.SomeLeft;
                },
                cancellationToken);
        }
        catch (Exception exception) when (CallFailure.Is(exception))
        {
            // The entries left here count as failed.
        }

        return refused + left.Count;
    }

    private static bool IsWorthAnotherAttempt(BatchResultErrorEntry error) =>
        error.SenderFault != true || TransientFaults.IsTransientCode(error.Code);

    private static ChangeMessageVisibilityBatchRequestEntry Entry((string ReceiptHandle, TimeSpan Delay) message, int index) =>
        new(index.ToString(), message.ReceiptHandle) { VisibilityTimeout = (int)message.Delay.TotalSeconds };
}

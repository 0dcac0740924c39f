using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Resilience;
using Polly;

namespace Orders.Queues;

/// <summary>Hides messages that are handed back, so that they come again when that is worth it and not at once.</summary>
public sealed class MessageVisibility(IAmazonSQS sqs, ResiliencePipeline pipeline)
{
    /// <summary>Sets how long each message stays hidden from now on.</summary>
    /// <returns>How many could not be set; those come again after the queue's own visibility timeout, so nothing is lost.</returns>
    public async Task<int> HideAsync(string queueUrl, IReadOnlyList<(string ReceiptHandle, TimeSpan Delay)> messages, CancellationToken cancellationToken)
    {
        var failed = 0;
        foreach (var batch in messages.Chunk(SqsLimits.EntriesPerRequest))
        {
            var request = new ChangeMessageVisibilityBatchRequest
            {
                QueueUrl = queueUrl,
                Entries = [.. batch.Select(static (message, index) => new ChangeMessageVisibilityBatchRequestEntry(index.ToString(), message.ReceiptHandle)
                {
                    VisibilityTimeout = (int)message.Delay.TotalSeconds,
                })],
            };
            try
            {
                var response = await pipeline.ExecuteAsync(
                    async token => await sqs.ChangeMessageVisibilityBatchAsync(request, token), cancellationToken);
                failed += response.Failed?.Count ?? 0;
            }
            catch (Exception exception) when (CallFailure.Is(exception))
            {
                failed += batch.Length;
            }
        }

        return failed;
    }
}

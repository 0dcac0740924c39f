using Amazon.SQS;
using Orders.Local.Resources;

namespace Orders.Local.Mappings.Streams;

/// <summary>An SQS queue as the destination: it gets a report with the records' positions, not their content.</summary>
/// <param name="sqs">The client.</param>
/// <param name="queue">The queue.</param>
public sealed class SqsDestination(IAmazonSQS sqs, QueueAddress queue) : IOnFailureDestination
{
    /// <inheritdoc/>
    public string Arn => queue.Arn;

    /// <inheritdoc/>
    public Task SendAsync(DiscardedBatch batch, CancellationToken cancellation) => sqs.SendMessageAsync(queue.Url, batch.Report(withPayload: false), cancellation);
}

using Amazon.SQS;

namespace Orders.Local.Mappings.Streams;

/// <summary>The destination of a mapping's reports about discarded batches.</summary>
public interface IOnFailureDestination
{
    /// <summary>Sends a report.</summary>
    Task SendAsync(string report, CancellationToken cancellation);
}

/// <summary>An SQS queue as the destination.</summary>
/// <param name="sqs">The client.</param>
/// <param name="queueUrl">The queue's URL.</param>
public sealed class SqsDestination(IAmazonSQS sqs, string queueUrl) : IOnFailureDestination
{
    /// <inheritdoc/>
    public Task SendAsync(string report, CancellationToken cancellation) => sqs.SendMessageAsync(queueUrl, report, cancellation);
}

using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Operations.Settings;
using Orders.Resilience;
using Polly;

namespace Orders.Operations.Status;

/// <summary>Counts what is on the queues.</summary>
internal sealed class QueueReader(IAmazonSQS sqs, ResiliencePipeline pipeline, PipelineSettings settings)
{
    private readonly ConcurrentDictionary<string, string> _urls = new(StringComparer.Ordinal);

    /// <summary>Every queue of the settings, in the order of an order's way.</summary>
    public IReadOnlyList<(string Name, QueueKind Kind)> Queues { get; } =
    [
        (settings.OrdersQueue.Name, QueueKind.Orders),
        (settings.OrdersQueue.DeadLetterQueue, QueueKind.DeadLetters),
        (settings.OrderEventsDlq.Name, QueueKind.DeadLetters),
        .. settings.Consumers.SelectMany(static consumer => ((string, QueueKind)[])
            [(consumer.Queue, QueueKind.Consumer), (consumer.DeadLetterQueue, QueueKind.DeadLetters)]),
    ];

    /// <summary>Counts all of them. How old their messages are is not asked here: SQS tells that to CloudWatch only.</summary>
    /// <returns>One status a queue. A queue that is missing, or cannot be read, has its <see cref="QueueStatus.Problem"/> there.</returns>
    /// <exception cref="AmazonServiceException">Not one can be read, and not because it is missing.</exception>
    /// <exception cref="AmazonClientException">The same.</exception>
    public async Task<IReadOnlyList<QueueStatus>> ReadAsync(CancellationToken cancellationToken)
    {
        var counted = await Task.WhenAll(Queues.Select(queue => TryReadAsync(queue.Name, queue.Kind, cancellationToken)));
        if (Array.TrueForAll(counted, static queue => queue.Failure is not null and not QueueDoesNotExistException))
        {
            ExceptionDispatchInfo.Throw(counted[0].Failure!);
        }

        return [.. counted.Select(static queue => queue.Status)];
    }

    private async Task<(QueueStatus Status, Exception? Failure)> TryReadAsync(string name, QueueKind kind, CancellationToken cancellationToken)
    {
        try
        {
            return (await ReadAsync(name, kind, cancellationToken), null);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && CallFailure.Is(exception))
        {
            // It may be made again, with another URL.
            _urls.TryRemove(name, out _);
            var problem = exception is QueueDoesNotExistException
                ? $"There is no queue {name}. Check --region, --prefix and --endpoint."
                : $"The queue {name} cannot be read: {CallFailure.Name(exception)}.";
            return (new QueueStatus(name, kind, 0, 0, 0, Oldest: null) { Problem = problem }, exception);
        }
    }

    private async Task<QueueStatus> ReadAsync(string name, QueueKind kind, CancellationToken cancellationToken)
    {
        if (!_urls.TryGetValue(name, out var url))
        {
            url = _urls[name] = (await pipeline.ExecuteAsync(async token => await sqs.GetQueueUrlAsync(name, token), cancellationToken)).QueueUrl;
        }

        var request = new GetQueueAttributesRequest
        {
            QueueUrl = url,
            AttributeNames =
            [
                QueueAttributeName.ApproximateNumberOfMessages,
                QueueAttributeName.ApproximateNumberOfMessagesNotVisible,
                QueueAttributeName.ApproximateNumberOfMessagesDelayed,
            ],
        };
        var counted = await pipeline.ExecuteAsync(async token => await sqs.GetQueueAttributesAsync(request, token), cancellationToken);
        return new QueueStatus(
            name, kind, counted.ApproximateNumberOfMessages, counted.ApproximateNumberOfMessagesNotVisible, counted.ApproximateNumberOfMessagesDelayed, Oldest: null);
    }
}

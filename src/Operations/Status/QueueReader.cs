using System.Collections.Concurrent;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Operations.Settings;
using Orders.Resilience;
using Polly;

namespace Orders.Operations.Status;

/// <summary>Reads the message counts of queues.</summary>
/// <param name="sqs">The SQS client.</param>
/// <param name="pipeline">Retries calls.</param>
/// <param name="settings">The settings, with the prefix.</param>
/// <param name="place">Describes where the queues are looked for.</param>
internal sealed class QueueReader(IAmazonSQS sqs, ResiliencePipeline pipeline, PipelineSettings settings, Func<CancellationToken, Task<string>> place)
{
    private readonly ConcurrentDictionary<string, string> _urls = new(StringComparer.Ordinal);
    private string? _place;

    /// <summary>Every queue of the settings, in the pipeline's order.</summary>
    public IReadOnlyList<(string Name, QueueKind Kind)> Queues { get; } =
    [
        .. settings.Sources.SelectMany(static source => ((string, QueueKind)[]) [(source.Queue, QueueKind.Orders), (source.DeadLetterQueue, QueueKind.DeadLetters)]),
        (settings.OrderEventsDlq.Name, QueueKind.DeadLetters),
        .. settings.Consumers.SelectMany(static consumer => ((string, QueueKind)[])
            [(consumer.Queue, QueueKind.Consumer), (consumer.DeadLetterQueue, QueueKind.DeadLetters)]),
    ];

    /// <summary>Counts the messages on all queues. SQS reports their age only to CloudWatch, so it is not read here.</summary>
    /// <returns>One status for each queue. A queue that does not exist or cannot be read has a <see cref="QueueStatus.Problem"/>. And the failure, if no
    /// queue can be read for another cause than that it does not exist.</returns>
    public async Task<(IReadOnlyList<QueueStatus> Queues, Exception? Failure)> ReadAsync(CancellationToken cancellationToken)
    {
        var counted = await Task.WhenAll(Queues.Select(queue => TryReadAsync(queue.Name, queue.Kind, cancellationToken)));
        var isFailure = Array.TrueForAll(counted, static queue => queue.Failure is not null and not QueueDoesNotExistException);
        return ([.. counted.Select(static queue => queue.Status)], isFailure ? counted[0].Failure : null);
    }

    private async Task<(QueueStatus Status, Exception? Failure)> TryReadAsync(string name, QueueKind kind, CancellationToken cancellationToken)
    {
        try
        {
            return (await ReadAsync(name, kind, cancellationToken), null);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && CallFailure.Is(exception))
        {
            // The queue may be created again with another URL.
            _urls.TryRemove(name, out _);
            var problem = exception is QueueDoesNotExistException
                ? $"The queue {name} does not exist in {_place ??= await place(cancellationToken)}. Check --profile, --region, --prefix and --endpoint."
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

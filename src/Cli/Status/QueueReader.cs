using System.Collections.Concurrent;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Cli.Aws;
using Orders.Local.Settings;
using Polly;

namespace Orders.Cli.Status;

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
    /// <exception cref="CommandException">One is not there.</exception>
    public async Task<IReadOnlyList<QueueStatus>> ReadAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(Queues.Select(queue => ReadAsync(queue.Name, queue.Kind, cancellationToken)));

    private async Task<QueueStatus> ReadAsync(string name, QueueKind kind, CancellationToken cancellationToken)
    {
        if (!_urls.TryGetValue(name, out var url))
        {
            url = _urls[name] = await Connection.UrlOfAsync(sqs, name, cancellationToken);
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

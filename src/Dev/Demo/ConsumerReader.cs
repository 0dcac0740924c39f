using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Events;
using Orders.Model;
using Orders.Operations.Settings;

namespace Orders.Dev.Demo;

/// <summary>Reads one consumer's queue as a consumer does, and records the events in their order.</summary>
internal sealed class ConsumerReader(IAmazonSQS sqs, ConsumerSettings consumer, string queueUrl)
{
    private int _received;

    /// <summary>The consumer.</summary>
    public ConsumerSettings Consumer => consumer;

    /// <summary>Whether the consumer gets an event for each version of an order.</summary>
    public bool HearsOfAll => consumer.Types.Contains(EventTypes.Placed) && consumer.Types.Contains(EventTypes.StatusChanged);

    /// <summary>Receives the order id of each event; null for none.</summary>
    public Action<string>? OnEvent { get; set; }

    /// <summary>The number of events received, rejections left out.</summary>
    public int Received => Volatile.Read(ref _received);

    /// <summary>The received sequence numbers by order. There are few for each, so an array is cheapest.</summary>
    public ConcurrentDictionary<OrderId, int[]> Sequences { get; } = new();

    /// <summary>The number of received rejections by order.</summary>
    public ConcurrentDictionary<OrderId, int> Rejections { get; } = new();

    /// <summary>Reads until the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var request = new ReceiveMessageRequest(queueUrl) { MaxNumberOfMessages = 10, WaitTimeSeconds = 1 };
        var deleting = Task.CompletedTask;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var response = await sqs.ReceiveMessageAsync(request, cancellationToken);
                if (response.Messages is not { Count: > 0 } messages)
                {
                    await deleting;
                    continue;
                }

                messages.ForEach(message => Enter(message.Body));
                var entries = messages.Select(static (message, index) => new DeleteMessageBatchRequestEntry($"{index}", message.ReceiptHandle)).ToList();
                // Deleted while the next are received: an order's next event waits until this one is deleted.
                await deleting;
                deleting = sqs.DeleteMessageBatchAsync(queueUrl, entries, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
        }

        // It was cancelled, or failed as the loop would have.
        await deleting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Returns the versions of orders by their events: a <see cref="VersionLook"/>.</summary>
    public Task<IReadOnlyDictionary<OrderId, int>> VersionsAsync(OrderId[] ids, CancellationToken cancellationToken)
    {
        var versions = new Dictionary<OrderId, int>(ids.Length);
        foreach (var id in ids)
        {
            if (Sequences.TryGetValue(id, out var sequences))
            {
                versions[id] = sequences.Max();
            }
        }

        return Task.FromResult<IReadOnlyDictionary<OrderId, int>>(versions);
    }

    private void Enter(string body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        var subject = root.GetProperty("subject").GetString()!;
        var sequence = int.Parse(root.GetProperty("sequence").GetString()!, CultureInfo.InvariantCulture);
        if (sequence == 0)
        {
            Rejections.AddOrUpdate(new OrderId(Guid.Parse(subject)), 1, static (_, count) => count + 1);
            return;
        }

        Sequences.AddOrUpdate(new OrderId(Guid.Parse(subject)), static (_, came) => [came], static (_, before, came) => [.. before, came], sequence);
        OnEvent?.Invoke(subject);
        Interlocked.Increment(ref _received);
    }
}

using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Tests.Faults.Services;
using Orders.Tests.Faults.World;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Faults.Models;

/// <summary>A queue with a dead-letter queue, in memory or in the emulator.</summary>
internal interface ITestedQueue
{
    Task SendAsync(IReadOnlyList<string> bodies);

    /// <summary>All that is due, by body.</summary>
    Task<IReadOnlyList<(string Body, int ReceiveCount, string Handle)>> ReceiveAllAsync();

    Task DeleteAsync(string handle);

    Task GiveBackAsync(string handle);

    /// <summary>The bodies on the dead-letter queue, sorted.</summary>
    Task<IReadOnlyList<string>> DeadAsync();
}

/// <summary>Entries as both get them: FIFO messages in three groups, known by their body.</summary>
internal static class Entries
{
    public static List<SendMessageBatchRequestEntry> Of(IReadOnlyList<string> bodies, bool fifo) =>
        [.. bodies.Select((body, index) => new SendMessageBatchRequestEntry($"{index}", body)
        {
            MessageGroupId = fifo ? $"group-{int.Parse(body[1..], CultureInfo.InvariantCulture) % 3}" : null,
            MessageDeduplicationId = fifo ? body : null,
        })];
}

/// <inheritdoc/>
internal sealed class ModelQueue : ITestedQueue
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private readonly Universe _universe;
    private readonly Queue _queue;
    private readonly Queue _dead;
    private readonly SimulatedSqs _client;

    public ModelQueue(ulong seed, bool fifo, int maxReceiveCount)
    {
        var suffix = fifo ? ".fifo" : "";
        _universe = new Universe(seed, FaultRates.None, keepsHistory: false);
        _dead = new Queue(_universe, "dead" + suffix, Long);
        _queue = new Queue(_universe, "queue" + suffix, Long, _dead, maxReceiveCount);
        _client = new SimulatedSqs().In(
            _universe, new Process(_universe, "model"), new Dictionary<string, Queue> { [_queue.Url] = _queue }, Plant.None);
    }

    public Task SendAsync(IReadOnlyList<string> bodies)
    {
        _universe.Finish(() => _client.SendMessageBatchAsync(new SendMessageBatchRequest(_queue.Url, Entries.Of(bodies, _queue.IsFifo))));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<(string Body, int ReceiveCount, string Handle)>> ReceiveAllAsync()
    {
        var all = new List<QueueMessage>();
        while (_queue.Receive(10) is { Count: > 0 } some)
        {
            all.AddRange(some);
        }

        return Task.FromResult<IReadOnlyList<(string, int, string)>>(
            [.. all.OrderBy(static message => message.Body, StringComparer.Ordinal).Select(static message => (message.Body, message.ReceiveCount, Queue.HandleOf(message)))]);
    }

    public Task DeleteAsync(string handle)
    {
        _queue.Delete(handle);
        return Task.CompletedTask;
    }

    public Task GiveBackAsync(string handle)
    {
        _universe.Finish(() => _client.ChangeMessageVisibilityBatchAsync(new ChangeMessageVisibilityBatchRequest(
            _queue.Url, [new ChangeMessageVisibilityBatchRequestEntry("0", handle) { VisibilityTimeout = 0 }])));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> DeadAsync() =>
        Task.FromResult<IReadOnlyList<string>>([.. _dead.Messages.Select(static message => message.Body).Order(StringComparer.Ordinal)]);
}

/// <inheritdoc/>
internal sealed class EmulatorQueue(IAmazonSQS sqs, string url, string deadUrl, bool fifo) : ITestedQueue
{
    public static async Task<EmulatorQueue> CreateAsync(EmulatorFixture emulators, bool fifo, int maxReceiveCount)
    {
        Dictionary<string, string> kind = fifo ? new() { [QueueAttributeName.FifoQueue] = "true" } : [];
        var dead = await emulators.NewQueueAsync(kind);
        var queue = await emulators.NewQueueAsync(new(kind)
        {
            [QueueAttributeName.VisibilityTimeout] = "3600",
            [QueueAttributeName.RedrivePolicy] = $$"""{"deadLetterTargetArn":"{{dead.Arn}}","maxReceiveCount":{{maxReceiveCount}}}""",
        });
        return new EmulatorQueue(emulators.Sqs, queue.Url, dead.Url, fifo);
    }

    public Task SendAsync(IReadOnlyList<string> bodies) => sqs.SendMessageBatchAsync(new SendMessageBatchRequest(url, Entries.Of(bodies, fifo)));

    public async Task<IReadOnlyList<(string Body, int ReceiveCount, string Handle)>> ReceiveAllAsync() =>
        [.. (await AllAsync(url)).OrderBy(static message => message.Body, StringComparer.Ordinal).Select(static message =>
            (message.Body, int.Parse(message.Attributes["ApproximateReceiveCount"], CultureInfo.InvariantCulture), message.ReceiptHandle))];

    public Task DeleteAsync(string handle) => sqs.DeleteMessageAsync(url, handle);

    public Task GiveBackAsync(string handle) => sqs.ChangeMessageVisibilityAsync(url, handle, 0);

    public async Task<IReadOnlyList<string>> DeadAsync()
    {
        var bodies = new List<string>();
        while (await AllAsync(deadUrl) is { Count: > 0 } some)
        {
            // The next of a group only comes once the one before it is gone.
            foreach (var message in some)
            {
                bodies.Add(message.Body);
                await sqs.DeleteMessageAsync(deadUrl, message.ReceiptHandle);
            }
        }

        return [.. bodies.Order(StringComparer.Ordinal)];
    }

    private async Task<List<Message>> AllAsync(string queue)
    {
        var all = new List<Message>();
        while (true)
        {
            var response = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MaxNumberOfMessages = 10, MessageSystemAttributeNames = ["All"] });
            if (response.Messages is not { Count: > 0 } some)
            {
                return all;
            }

            all.AddRange(some);
        }
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orders.Local;
using Orders.Local.Faults;
using Orders.Local.Proxies;
using Orders.Model;
using Orders.Operations.Events;
using Orders.Operations.Pipeline;
using Orders.Operations.Settings;

namespace Orders.Dev.Demo;

/// <summary>
/// Breaks the queue of one consumer for part of a run: it answers the functions like a deleted queue. After the repair its quarantined
/// events are replayed by the code of <c>orders events replay --quarantined</c>.
/// </summary>
/// <param name="consumer">The consumer.</param>
internal sealed class BrokenConsumer(ConsumerSettings consumer)
{
    private readonly ConcurrentDictionary<(OrderId, int), byte> _refused = new();
    private volatile bool _isBroken;

    /// <summary>The consumer's name.</summary>
    public string Name => consumer.Name;

    /// <summary>The number of events that the queue refused.</summary>
    public int Refused => _refused.Count;

    /// <summary>The number of quarantined events that were replayed.</summary>
    public int Replayed { get; private set; }

    /// <summary>Breaks the queue.</summary>
    public void Break() => _isBroken = true;

    /// <summary>Repairs the queue.</summary>
    public void Repair() => _isBroken = false;

    /// <summary>Whether the queue refused an event, which may then arrive after later ones of its order.</summary>
    public bool MayBeLate(OrderId order, int sequence) => _refused.ContainsKey((order, sequence));

    /// <summary>The proxy's middleware.</summary>
    public Task InvokeAsync(ProxiedCall call, Func<Task> next)
    {
        if (!_isBroken || call.Operation is not ("SendMessage" or "SendMessageBatch") || !IsForConsumer(call))
        {
            return next();
        }

        call.Answer = FaultAnswers.QueueDoesNotExist();
        return Task.CompletedTask;
    }

    /// <summary>Whether a send is for the consumer's queue; records its events.</summary>
    private bool IsForConsumer(ProxiedCall call)
    {
        using var request = JsonDocument.Parse(call.RequestBody);
        if (!request.RootElement.GetProperty("QueueUrl").GetString()!.EndsWith($"/{consumer.Queue}", StringComparison.Ordinal))
        {
            return false;
        }

        var messages = request.RootElement.TryGetProperty("Entries", out var entries) ? entries.EnumerateArray().ToArray() : [request.RootElement];
        foreach (var message in messages)
        {
            using var body = JsonDocument.Parse(message.GetProperty("MessageBody").GetString()!);
            var order = new OrderId(Guid.Parse(body.RootElement.GetProperty("subject").GetString()!));
            _refused[(order, int.Parse(body.RootElement.GetProperty("sequence").GetString()!, CultureInfo.InvariantCulture))] = 0;
        }

        return true;
    }

    /// <summary>Replays the events that are quarantined so far.</summary>
    public async Task ReplayAsync(LocalPipeline local, CancellationToken cancellationToken)
    {
        using var pipeline = new OpenPipeline(local.Connection, local.Settings, prefix: "");
        var consumers = pipeline.Consumers(consumer.Name);
        var queues = ConsumerQueues.Of(pipeline, cancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        var run = new ReplayRun(pipeline, new Replayer(pipeline.Sender, consumers, pipeline.Settings.EventSource, now) { Queues = queues });
        var report = await run.QuarantinedAsync(new QuarantineReplay(pipeline.Sender, consumers) { Queues = queues }, now, static _ => { }, cancellationToken);
        Replayed += report.Sent;
    }
}

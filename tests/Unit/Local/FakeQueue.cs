using Amazon.SQS.Model;
using Orders.Local.Mappings.Sqs;

namespace Orders.Tests.Unit.Local;

/// <summary>A queue whose receives are given; the long poll for more waits until cancelled.</summary>
sealed class FakeQueue(params IReadOnlyList<Message>[] receives) : ISqsSource
{
    readonly Queue<IReadOnlyList<Message>> _receives = new(receives);

    public List<string> Deleted { get; } = [];

    public HashSet<string> Undeletable { get; } = [];

    /// <summary>What happens during each receive.</summary>
    public Action? OnReceive { get; init; }

    public List<(int Maximum, TimeSpan Wait)> Received { get; } = [];

    public async Task<IReadOnlyList<Message>> ReceiveAsync(int maximum, TimeSpan wait, CancellationToken cancellation)
    {
        IReadOnlyList<Message>? next;
        lock (_receives)
        {
            Received.Add((maximum, wait));
            _receives.TryDequeue(out next);
        }

        OnReceive?.Invoke();
        if (next is null)
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }

        return next!;
    }

    public Task<IReadOnlyList<string>> DeleteAsync(IReadOnlyList<Message> messages, CancellationToken cancellation)
    {
        lock (_receives)
        {
            string[] failed = [.. messages.Select(static m => m.MessageId).Where(Undeletable.Contains)];
            Deleted.AddRange(messages.Select(static m => m.MessageId).Except(failed));
            return Task.FromResult<IReadOnlyList<string>>(failed);
        }
    }

    public static Message Message(string id, string? body = null) => new()
    {
        MessageId = id,
        ReceiptHandle = $"handle-{id}",
        Body = body ?? $"body of {id}",
        MD5OfBody = "md5",
        Attributes = new() { ["ApproximateReceiveCount"] = "1" },
    };

    public static IReadOnlyList<Message> Messages(params string[] ids) => [.. ids.Select(static id => Message(id))];
}

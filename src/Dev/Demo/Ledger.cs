using System.Collections.Concurrent;
using Orders.Model;

namespace Orders.Dev.Demo;

/// <summary>What a client has seen: orders accepted, refused and promised. Reconciled with what arrived.</summary>
internal sealed class Ledger
{
    private int _sent;
    private int _accepted;
    private int _replayed;
    private int _refused;
    private int _changes;
    private int _unanswered;

    /// <summary>The number of orders sent, repeats and invalid ones included.</summary>
    public int Sent => _sent;

    /// <summary>The number of orders that the API or the queue accepted.</summary>
    public int Accepted => _accepted;

    /// <summary>The number of orders that the API answered as replays.</summary>
    public int Replayed => _replayed;

    /// <summary>The number of orders that the API refused.</summary>
    public int Refused => _refused;

    /// <summary>The number of orders without a key and without an answer: from outside nobody can tell whether they exist.</summary>
    public int NotAnswered => _unanswered;

    /// <summary>The number of accepted status changes.</summary>
    public int StatusChanges => _changes;

    /// <summary>The contents accepted under an order's id, one entry for each time. Most have one, so an array is cheapest.</summary>
    public ConcurrentDictionary<OrderId, ContentHash[]> Orders { get; } = new();

    /// <summary>The contents of orders without an answer.</summary>
    public ConcurrentBag<ContentHash> Doubtful { get; } = [];

    /// <summary>The bodies of orders sent directly to the queue, by message id.</summary>
    public ConcurrentDictionary<string, string> Messages { get; } = new(StringComparer.Ordinal);

    /// <summary>The messages that can only end as dead letters: body and refusal by message id.</summary>
    public ConcurrentDictionary<string, PlannedSend> InvalidMessages { get; } = new(StringComparer.Ordinal);

    /// <summary>The status and version that each order must reach.</summary>
    public ConcurrentDictionary<OrderId, (OrderStatus Status, int Version)> Finals { get; } = new();

    /// <summary>The orders sent directly to the queue. They belong to their sender, and the API's callers cannot change them.</summary>
    public ConcurrentDictionary<OrderId, byte> Queued { get; } = new();

    /// <summary>Answers that the contract does not allow.</summary>
    public ConcurrentQueue<string> Problems { get; } = new();

    public void Send(int count) => Interlocked.Add(ref _sent, count);

    /// <summary>Records an accepted order: from now on it must not be lost.</summary>
    public void Accept(OrderId id, OrderContent content)
    {
        Interlocked.Increment(ref _accepted);
        Promise(id, content);
    }

    /// <summary>Records an accepted order that is twice in one request: both are one message.</summary>
    public void AcceptAgain() => Interlocked.Increment(ref _accepted);

    public void AcceptInvalid(string messageId, PlannedSend send)
    {
        Interlocked.Increment(ref _accepted);
        InvalidMessages[messageId] = send;
    }

    /// <summary>Records a replay: the first answer may have been lost, so this one is the promise.</summary>
    public void Replay(OrderId id, OrderContent content)
    {
        Interlocked.Increment(ref _replayed);
        Promise(id, content);
    }

    /// <summary>Records that no answer arrived, or only a 5xx answer.</summary>
    public void Unanswered(PlannedSend send, string status)
    {
        Interlocked.Increment(ref _unanswered);
        if (send is { Key: null, Content: { } content })
        {
            Doubtful.Add(ContentHash.Of(content));
        }
        else
        {
            Problems.Enqueue($"An order was not accepted after all attempts: {status}.");
        }
    }

    public void Refuse() => Interlocked.Increment(ref _refused);

    /// <summary>Records an accepted change, which leads to this status and version. A change sent ahead of it leads further.</summary>
    public void Change(OrderId id, OrderStatus status, int version)
    {
        Interlocked.Increment(ref _changes);
        Finals.AddOrUpdate(id, (status, version), (_, before) => before.Version > version ? before : (status, version));
    }

    private void Promise(OrderId id, OrderContent content)
    {
        Orders.AddOrUpdate(id, static (_, hash) => [hash], static (_, hashes, hash) => [.. hashes, hash], ContentHash.Of(content));
        Finals.TryAdd(id, (Lifecycle.Initial, 1));
    }
}

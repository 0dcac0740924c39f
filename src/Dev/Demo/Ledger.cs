using System.Collections.Concurrent;
using Orders.Model;

namespace Orders.Dev.Demo;

/// <summary>What a client has seen: what was accepted, refused and promised. Reconciled with what arrived.</summary>
internal sealed class Ledger
{
    private int _sent;
    private int _accepted;
    private int _replayed;
    private int _refused;
    private int _changes;
    private int _unanswered;

    /// <summary>How many orders were sent, repeats and invalid ones included.</summary>
    public int Sent => _sent;

    /// <summary>How many were accepted, by the API or by the queue.</summary>
    public int Accepted => _accepted;

    /// <summary>How many the API knew already.</summary>
    public int Replayed => _replayed;

    /// <summary>How many the API refused.</summary>
    public int Refused => _refused;

    /// <summary>How many, without a key, got no answer: nobody can say from outside whether they are orders.</summary>
    public int NotAnswered => _unanswered;

    /// <summary>How many changes of status were accepted.</summary>
    public int StatusChanges => _changes;

    /// <summary>The contents that were accepted under an order's id, one entry for each time. Most have one, so an array costs least.</summary>
    public ConcurrentDictionary<OrderId, ContentHash[]> Orders { get; } = new();

    /// <summary>The contents of those that got no answer.</summary>
    public ConcurrentBag<ContentHash> Doubtful { get; } = [];

    /// <summary>The bodies of orders that were put on the queue straight, by message id.</summary>
    public ConcurrentDictionary<string, string> Messages { get; } = new(StringComparer.Ordinal);

    /// <summary>The messages that can only end as dead letters: body and refusal by message id.</summary>
    public ConcurrentDictionary<string, PlannedSend> InvalidMessages { get; } = new(StringComparer.Ordinal);

    /// <summary>The version that each order must come to.</summary>
    public ConcurrentDictionary<OrderId, (OrderStatus Status, int Version)> Finals { get; } = new();

    /// <summary>The orders that were put on the queue straight: they are their sender's, and the API's callers can't move them.</summary>
    public ConcurrentDictionary<OrderId, byte> Queued { get; } = new();

    /// <summary>Answers that the contract does not allow.</summary>
    public ConcurrentQueue<string> Problems { get; } = new();

    public void Send(int count) => Interlocked.Add(ref _sent, count);

    /// <summary>An order was accepted: from now on it is not to be lost.</summary>
    public void Accept(OrderId id, OrderContent content)
    {
        Interlocked.Increment(ref _accepted);
        Promise(id, content);
    }

    /// <summary>An order was accepted that stands twice in one request: both are one message.</summary>
    public void AcceptAgain() => Interlocked.Increment(ref _accepted);

    public void AcceptInvalid(string messageId, PlannedSend send)
    {
        Interlocked.Increment(ref _accepted);
        InvalidMessages[messageId] = send;
    }

    /// <summary>The API knew the order: its first answer may not have come, so this one is the promise.</summary>
    public void Replay(OrderId id, OrderContent content)
    {
        Interlocked.Increment(ref _replayed);
        Promise(id, content);
    }

    /// <summary>No answer came, or only that something is wrong there.</summary>
    public void Unanswered(PlannedSend send, string status)
    {
        Interlocked.Increment(ref _unanswered);
        if (send is { Key: null, Content: { } content })
        {
            Doubtful.Add(ContentHash.Of(content));
        }
        else
        {
            Problems.Enqueue($"An order was not taken, however often it was sent: {status}.");
        }
    }

    public void Refuse() => Interlocked.Increment(ref _refused);

    /// <summary>A change was accepted: it leads to this status and version. One that was sent in front of it leads further.</summary>
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

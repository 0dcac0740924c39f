using System.Collections.Concurrent;
using Orders.Model;

namespace Orders.Cli.Demo;

/// <summary>What a client has seen: what was accepted, refused and promised. The accounts are settled against it.</summary>
internal sealed class Ledger
{
    private int _sent;
    private int _accepted;
    private int _replayed;
    private int _refused;
    private int _changes;

    /// <summary>How many orders were sent, repeats and invalid ones included.</summary>
    public int Sent => _sent;

    /// <summary>How many were accepted, by the API or by the queue.</summary>
    public int Accepted => _accepted;

    /// <summary>How many the API knew already.</summary>
    public int Replayed => _replayed;

    /// <summary>How many the API refused.</summary>
    public int Refused => _refused;

    /// <summary>How many changes of status were accepted.</summary>
    public int StatusChanges => _changes;

    /// <summary>The contents that were accepted under an order's id, one entry for each time.</summary>
    public ConcurrentDictionary<OrderId, ConcurrentBag<ContentHash>> Orders { get; } = new();

    /// <summary>The messages that can only end as dead letters: body and refusal by message id.</summary>
    public ConcurrentDictionary<string, PlannedSend> InvalidMessages { get; } = new(StringComparer.Ordinal);

    /// <summary>The version that each order must come to.</summary>
    public ConcurrentDictionary<OrderId, (OrderStatus Status, int Version)> Finals { get; } = new();

    /// <summary>Answers that the contract does not allow.</summary>
    public ConcurrentQueue<string> Problems { get; } = new();

    public void Send(int count) => Interlocked.Add(ref _sent, count);

    /// <summary>An order was accepted: from now on it is not to be lost.</summary>
    public void Accept(OrderId id, OrderContent content)
    {
        Interlocked.Increment(ref _accepted);
        Orders.GetOrAdd(id, static _ => []).Add(ContentHash.Of(content));
        Finals.TryAdd(id, (Lifecycle.Initial, 1));
    }

    public void AcceptInvalid(string messageId, PlannedSend send)
    {
        Interlocked.Increment(ref _accepted);
        InvalidMessages[messageId] = send;
    }

    public void Replay() => Interlocked.Increment(ref _replayed);

    public void Refuse() => Interlocked.Increment(ref _refused);

    /// <summary>A change was accepted: it leads to this status and version.</summary>
    public void Change(OrderId id, OrderStatus status, int version)
    {
        Interlocked.Increment(ref _changes);
        Finals[id] = (status, version);
    }
}

using Amazon.Lambda.SQSEvents;
using Orders.Validation;

namespace Orders.Processor;

/// <summary>The queues that the Processor reads.</summary>
public sealed class SourceQueues
{
    private readonly SourceQueue _orders;
    private readonly Dictionary<string, SourceQueue> _byName;

    /// <param name="orders">The <c>orders</c> queue.</param>
    /// <param name="senders">The queues of outside senders.</param>
    public SourceQueues(SourceQueue orders, IEnumerable<SourceQueue> senders)
    {
        _orders = orders;
        _byName = senders.Append(orders).ToDictionary(static queue => queue.Name, StringComparer.Ordinal);
    }

    /// <summary>Returns the queue of a batch; Lambda makes a batch from one queue. Records that name none, as in a hand-made event, are of the
    /// <c>orders</c> queue.</summary>
    /// <exception cref="UnexpectedEventException">The records are from a queue that the function does not know, or from several: their sender, and
    /// what it may do, is unknown.</exception>
    public SourceQueue Of(IReadOnlyList<SQSEvent.SQSMessage> records)
    {
        var arns = records.Select(static record => record.EventSourceArn).Distinct(StringComparer.Ordinal).ToList();
        return arns switch
        {
            [] or [null or ""] => _orders,
            [var arn] when _byName.TryGetValue(arn[(arn.LastIndexOf(':') + 1)..], out var queue) => queue,
            _ => throw new UnexpectedEventException(
                arns.Count == 1 ? "records of an unknown queue" : "records of several queues", "an event of one queue among its settings"),
        };
    }
}

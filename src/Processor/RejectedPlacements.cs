using Orders.Messages;
using Orders.Model;
using Orders.Queues;
using Orders.Storage;

namespace Orders.Processor;

/// <summary>Records which orders were rejected. A change of status is none: its order's row shows the order as it is.</summary>
public sealed class RejectedPlacements(Rejections rejections, TimeProvider time)
{
    /// <summary>Records the rejected placements of a batch, as far as their orders can be identified.</summary>
    /// <param name="queue">The batch's queue.</param>
    /// <param name="messages">The batch.</param>
    /// <param name="results">The messages' results.</param>
    /// <param name="cancellationToken">The deadline.</param>
    /// <returns>The messages whose rejection could not be recorded: the index, the order, and the cause as a code for logs.</returns>
    public async Task<IReadOnlyList<(int Index, OrderId OrderId, string Cause)>> RecordAsync(
        SourceQueue queue, IReadOnlyList<IncomingMessage> messages, MessageResult[] results, CancellationToken cancellationToken)
    {
        var now = Timestamp.ToMilliseconds(time.GetUtcNow());
        var (indices, orders) = (new List<int>(), new List<RejectedOrder>());
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i] is { Disposition: Disposition.Rejected, Reason: { } reason } && OrderMessageReader.IdentityOfPlacement(messages[i].Body, queue.Sender) is { } placement)
            {
                indices.Add(i);
                orders.Add(new RejectedOrder(placement, reason, now, TraceParentOf(messages[i])));
            }
        }

        var causes = await rejections.RecordAsync(orders, cancellationToken);
        return [.. Enumerable.Range(0, orders.Count).Where(i => causes[i] is not null).Select(i => (indices[i], orders[i].Placement.OrderId, causes[i]!))];
    }

    private static string? TraceParentOf(IncomingMessage message) =>
        message.Attributes.GetValueOrDefault(TraceParent.Name)?.StringValue is { } trace && TraceParent.IsValid(trace) ? trace : null;
}

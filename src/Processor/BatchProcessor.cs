using Orders.Messages;
using Orders.Model;
using Orders.Observability;
using Orders.Storage;
using Orders.Validation;

namespace Orders.Processor;

/// <summary>
/// Processes a batch: one order's messages in order, different orders concurrently. It works in rounds. Each round takes the next message of
/// every order, so that all its placements are written together, and all its changes. Sweeps run last, in the remaining time.
/// </summary>
public sealed class BatchProcessor(OrderPlacement placement, StatusChanges changes, PendingExpiry expiry, Metrics metrics, TimeProvider time)
{
    /// <summary>Processes the messages, and records each result as soon as it is known.</summary>
    /// <param name="items">The messages, in the batch's order.</param>
    /// <param name="results">Receives the results; a message not processed by the deadline keeps its previous result.</param>
    /// <param name="cancellationToken">The deadline.</param>
    public async Task ProcessAsync(IReadOnlyList<WorkItem> items, MessageResult[] results, CancellationToken cancellationToken)
    {
        var groups = Groups(items.Where(static item => item.Content is not ExpirePending));
        while (groups.Count > 0 && !cancellationToken.IsCancellationRequested)
        {
            var round = groups.ConvertAll(static group => group.Dequeue());
            await Task.WhenAll(
                PlaceAsync(round.FindAll(static item => item.Content is PlaceOrder), results, cancellationToken),
                MoveAsync(round.FindAll(static item => item.Content is ChangeStatus), results, cancellationToken));
            for (var i = groups.Count - 1; i >= 0; i--)
            {
                groups[i].Note(round[i], results);
                if (groups[i].IsDone)
                {
                    groups.RemoveAt(i);
                }
            }
        }

        await ExpireAsync(items.Where(static item => item.Content is ExpirePending), results, cancellationToken);
    }

    private static List<OrderGroup> Groups(IEnumerable<WorkItem> items)
    {
        var groups = new List<OrderGroup>();
        var byOrder = new Dictionary<OrderId, OrderGroup>();
        foreach (var item in items)
        {
            if (!byOrder.TryGetValue(item.OrderId, out var group))
            {
                byOrder[item.OrderId] = group = new OrderGroup();
                groups.Add(group);
            }

            group.Enqueue(item);
        }

        return groups;
    }

    private async Task PlaceAsync(List<WorkItem> items, MessageResult[] results, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
        {
            return;
        }

        var orders = items.ConvertAll(static item => ((PlaceOrder)item.Content).Order);
        var placed = await placement.PlaceAsync(orders, cancellationToken);
        var now = time.GetUtcNow();
        for (var i = 0; i < items.Count; i++)
        {
            results[items[i].Index] = Result(orders[i], placed[i]);
            if (placed[i].Outcome == PlaceOutcome.Placed)
            {
                metrics.Measure(MetricNames.PlacementLatency, now - orders[i].AcceptedAt);
            }
        }
    }

    private async Task MoveAsync(List<WorkItem> items, MessageResult[] results, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
        {
            return;
        }

        var moves = items.ConvertAll(static item => (ChangeStatus)item.Content);
        var made = await changes.ApplyAsync(moves, cancellationToken);
        for (var i = 0; i < items.Count; i++)
        {
            results[items[i].Index] = Result(moves[i], made[i]);
        }
    }

    private async Task ExpireAsync(IEnumerable<WorkItem> items, MessageResult[] results, CancellationToken cancellationToken)
    {
        // One after the other, because all sweeps find the same orders.
        foreach (var item in items)
        {
            results[item.Index] = await expiry.RunAsync((ExpirePending)item.Content, cancellationToken);
        }
    }

    private static MessageResult Result(Order order, PlaceResult placed) => placed.Outcome switch
    {
        PlaceOutcome.Placed => new MessageResult(Disposition.Placed),
        PlaceOutcome.Duplicate => new MessageResult(Disposition.Duplicate),
        PlaceOutcome.Conflict => MessageResult.Reject(
            order.IdempotencyKey is null ? "order_id" : "idempotency_key", ErrorCodes.KeyConflict, "was used before with other content"),
        PlaceOutcome.Unreadable => MessageResult.Reject(
            order.IdempotencyKey is null ? "order_id" : "idempotency_key", ErrorCodes.UnreadableRow, "names a row that is no order: its owner or content_hash is missing"),
        PlaceOutcome.Unwritable => MessageResult.Reject(FieldError.Body, ErrorCodes.Unwritable, "was refused by the table"),
        _ => MessageResult.ReturnForRetry(placed.Cause ?? "Unknown"),
    };

    private static MessageResult Result(ChangeStatus change, ChangeResult changed) => changed.Outcome switch
    {
        ChangeOutcome.Changed => new MessageResult(Disposition.Changed),
        ChangeOutcome.Duplicate => new MessageResult(Disposition.Duplicate),
        ChangeOutcome.Failed => MessageResult.ReturnForRetry(changed.Cause ?? "Unknown"),
        _ when changed.IsEarly => MessageResult.Early(
            changed.Outcome == ChangeOutcome.UnknownOrder ? MessageResult.AwaitsPlacement : MessageResult.AwaitsPredecessor, Refusal(change, changed)),
        _ => new MessageResult(Disposition.Rejected, Refusal(change, changed)),
    };

    private static FieldError Refusal(ChangeStatus change, ChangeResult changed) => changed.Outcome switch
    {
        ChangeOutcome.UnknownOrder => new FieldError("order_id", ErrorCodes.UnknownOrder, "must be the id of an order that was placed"),
        ChangeOutcome.OfAnotherOwner => new FieldError("order_id", ErrorCodes.SenderNotAllowed, "must be the id of an order of this sender"),
        ChangeOutcome.VersionConflict => new FieldError("expected_version", ErrorCodes.VersionConflict, "must be the order's version"),
        ChangeOutcome.Unreadable => new FieldError(
            "order_id", ErrorCodes.UnreadableRow, $"names a row that is no order: its attribute {changed.Cause} {UnreadableRow.Rule}"),
        ChangeOutcome.Unwritable => new FieldError("order_id", ErrorCodes.Unwritable, "names a row whose change was refused by the table"),
        _ => new FieldError(
            "status", ErrorCodes.IllegalTransition, $"must not move {(changed.Current is { } from ? $"from {from.ToWire()} " : "")}to {change.Status.ToWire()}"),
    };
}

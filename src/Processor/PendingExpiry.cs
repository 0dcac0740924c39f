using Orders.Messages;
using Orders.Model;
using Orders.Resilience;
using Orders.Storage;
using Orders.Validation;

namespace Orders.Processor;

/// <summary>
/// Expires orders that have been pending for too long. It queries the index and changes each order with a condition, so that an order whose
/// status changed in the meantime is left alone. It never sends to its own queue; orders that it did not reach are expired when its message
/// is retried.
/// </summary>
public sealed class PendingExpiry(StatusIndex index, StatusChanges changes, UnreadableRows unreadableRows, TimeProvider time)
{
    private const string Reason = "not taken up in time";

    /// <summary>Expires due orders until the deadline.</summary>
    public async Task<MessageResult> RunAsync(ExpirePending pending, CancellationToken cancellationToken)
    {
        if (!index.Covers(OrderStatus.Pending))
        {
            return MessageResult.Reject("type", ErrorCodes.NotIndexed, $"needs {OrderStatus.Pending.ToWire()} among the setting index_statuses");
        }

        string? failure = null;
        try
        {
            var due = index.OlderThanAsync(OrderStatus.Pending, time.GetUtcNow() - pending.OlderThan, cancellationToken);
            await foreach (var page in due)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var made = await changes.ApplyAsync(
                    [.. page.Ids.Select(static id => new ChangeStatus(id, OrderStatus.Expired, Reason: Reason))], cancellationToken);
                unreadableRows.Report([.. page.Unreadable, .. made.Index().Select(change => Unreadable(page.Ids[change.Index], change.Item)).OfType<UnreadableRow>()]);
                // Any other outcome means that the order changed, or was removed, since the index was read.
                failure = made.FirstOrDefault(static change => change.Outcome == ChangeOutcome.Failed).Cause ?? failure;
            }
        }
        catch (Exception exception) when (exception is DependencyUnavailableException or OperationCanceledException)
        {
            failure = CallFailure.Name(exception);
        }

        return failure is null ? new MessageResult(Disposition.Expired) : MessageResult.ReturnForRetry(failure);
    }

    // The table refuses the write because of the version or the history, the two attributes that the change reads.
    private static UnreadableRow? Unreadable(OrderId id, ChangeResult change) => change.Outcome switch
    {
        ChangeOutcome.Unreadable => new UnreadableRow($"{id}", change.Cause ?? ""),
        ChangeOutcome.Unwritable => new UnreadableRow($"{id}", $"{OrdersTable.Version} or {OrdersTable.History}"),
        _ => null,
    };
}

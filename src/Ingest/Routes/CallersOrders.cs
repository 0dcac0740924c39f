using Orders.Model;
using Orders.Storage;

namespace Orders.Ingest.Routes;

/// <summary>Finds single orders for their owner. For anybody else an order does not exist, readable or not.</summary>
public sealed class CallersOrders(OrderReader orders, Rejections rejections, UnreadableRows unreadableRows)
{
    /// <summary>Returns the order if it was rejected and is the owner's; otherwise null.</summary>
    public async Task<RejectedOrder?> FindRejectedAsync(OrderId id, string owner, CancellationToken cancellationToken) =>
        await rejections.FindAsync(id, cancellationToken) is { } rejected && rejected.Placement.Owner == owner ? rejected : null;

    /// <summary>Returns the order if it is the owner's, and whether a row exists at all, whoever owns it.</summary>
    /// <exception cref="UnreadableRowException">The row is this owner's, but not a valid order.</exception>
    public async Task<(Order? Order, bool IsTaken)> LookAsync(OrderId id, string owner, CancellationToken cancellationToken)
    {
        try
        {
            var order = await orders.FindAsync(id, cancellationToken);
            return (order?.Owner == owner ? order : null, order is not null);
        }
        catch (UnreadableRowException exception)
        {
            unreadableRows.Report(exception.Row);
            if (exception.Row.Owner == owner)
            {
                throw;
            }

            return (null, true);
        }
    }
}

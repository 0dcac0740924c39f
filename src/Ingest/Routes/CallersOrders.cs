using Orders.Model;
using Orders.Storage;

namespace Orders.Ingest.Routes;

/// <summary>Finds single orders for their owner. For anybody else an order does not exist, readable or not.</summary>
public sealed class CallersOrders(OrderReader orders, UnreadableRows unreadableRows)
{
    /// <summary>Returns the order if it is the owner's; otherwise null.</summary>
    /// <exception cref="UnreadableRowException">The row is this owner's, but not a valid order.</exception>
    public async Task<Order?> FindAsync(OrderId id, string owner, CancellationToken cancellationToken) =>
        (await LookAsync(id, owner, cancellationToken)).Order;

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

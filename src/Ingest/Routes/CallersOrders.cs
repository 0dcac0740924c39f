using Orders.Model;
using Orders.Storage;

namespace Orders.Ingest.Routes;

/// <summary>Finds single orders for their owner. To anybody else an order is not there, readable or not.</summary>
public sealed class CallersOrders(OrderReader orders, UnreadableRows unreadableRows)
{
    /// <summary>The order, if it is the owner's; null else.</summary>
    /// <exception cref="UnreadableRowException">The row is no order, and its owner is this one.</exception>
    public async Task<Order?> FindAsync(OrderId id, string owner, CancellationToken cancellationToken) =>
        (await LookAsync(id, owner, cancellationToken)).Order;

    /// <summary>The order, if it is the owner's; and whether there is a row at all, whosever it is.</summary>
    /// <exception cref="UnreadableRowException">The row is no order, and its owner is this one.</exception>
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

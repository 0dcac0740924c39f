using Orders.Model;
using Orders.Observability;
using Orders.Storage;

namespace Orders.Ingest.Routes;

/// <summary>Finds single orders for their owner. To anybody else an order is not there, readable or not.</summary>
public sealed class CallersOrders(OrderReader orders, UnreadableRows unreadableRows)
{
    /// <summary>The order, if it is the owner's; null else.</summary>
    /// <exception cref="UnreadableRowException">The row is no order, and its owner is this one.</exception>
    public async Task<Order?> FindAsync(OrderId id, string owner, CancellationToken cancellationToken)
    {
        try
        {
            return await orders.FindAsync(id, cancellationToken) is { } order && order.Owner == owner ? order : null;
        }
        catch (UnreadableRowException exception)
        {
            unreadableRows.Report(exception.Row);
            if (exception.Row.Owner == owner)
            {
                throw;
            }

            return null;
        }
    }
}

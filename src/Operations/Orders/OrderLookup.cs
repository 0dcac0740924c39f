using Orders.Model;
using Orders.Storage;

namespace Orders.Operations.Orders;

/// <summary>What the table has of one order.</summary>
/// <param name="Order">The order's row; null if it does not exist, or is not a valid order.</param>
/// <param name="UnreadableAttribute">The attribute that makes the row unreadable; null if it is readable.</param>
/// <param name="Rejected">The order as rejected; null if no placement of it was rejected.</param>
internal sealed record FoundOrder(Order? Order = null, string? UnreadableAttribute = null, RejectedOrder? Rejected = null);

/// <summary>Reads single orders: those that were placed, and those that were rejected.</summary>
internal sealed class OrderLookup(OrderReader orders, Rejections rejections)
{
    /// <summary>Reads what the table has of an order.</summary>
    /// <exception cref="Resilience.DependencyUnavailableException">DynamoDB is unavailable.</exception>
    public async Task<FoundOrder> FindAsync(OrderId id, CancellationToken cancellationToken)
    {
        var rejected = await rejections.FindAsync(id, cancellationToken);
        try
        {
            return new FoundOrder(await orders.FindAsync(id, cancellationToken), Rejected: rejected);
        }
        catch (UnreadableRowException problem)
        {
            return new FoundOrder(UnreadableAttribute: problem.Row.Attribute, Rejected: rejected);
        }
    }
}

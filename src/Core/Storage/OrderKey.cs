using Amazon.DynamoDBv2.Model;
using Orders.Model;

namespace Orders.Storage;

/// <summary>The table's primary key.</summary>
internal static class OrderKey
{
    public static Dictionary<string, AttributeValue> Of(OrderId id) => new(1) { [OrdersTable.OrderId] = new AttributeValue(id.ToString()) };
}

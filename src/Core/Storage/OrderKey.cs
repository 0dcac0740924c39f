using Amazon.DynamoDBv2.Model;
using Orders.Model;

namespace Orders.Storage;

/// <summary>The table's primary key.</summary>
internal static class OrderKey
{
    /// <summary>Reads the key of a row. Another spelling of the same UUID is another key, which no order has.</summary>
    public static bool TryRead(string? text, out OrderId id) => OrderId.TryParse(text, out id) && string.Equals(id.ToString(), text, StringComparison.Ordinal);

    public static Dictionary<string, AttributeValue> Of(OrderId id) => new(1) { [OrdersTable.OrderId] = new AttributeValue(id.ToString()) };
}

using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Settings;

namespace Orders.Storage;

/// <summary>Decides when DynamoDB may remove a row. An order that can still change has no time to live, however old it is.</summary>
internal static class RowRemoval
{
    /// <summary>Returns the value of <see cref="OrdersTable.RemoveAfter"/> for an order that enters a status; null if the row stays.</summary>
    public static AttributeValue? Of(OrderStatus status, DateTimeOffset now, TableSettings settings) =>
        settings.TimeToLive is { } time && Lifecycle.IsFinal(status)
            ? new AttributeValue { N = (now + time).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) }
            : null;
}

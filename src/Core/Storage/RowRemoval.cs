using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Settings;

namespace Orders.Storage;

/// <summary>Decides when DynamoDB may remove a row. An order that can still change has no time to live, however old it is. A rejection has one from
/// the start: the order is not in its row.</summary>
internal static class RowRemoval
{
    /// <summary>Returns the value of <see cref="OrdersTable.RemoveAfter"/> for an order that enters a status; null if the row stays.</summary>
    public static AttributeValue? Of(OrderStatus status, DateTimeOffset now, TableSettings settings) =>
        Lifecycle.IsFinal(status) ? OfRejection(now, settings) : null;

    /// <summary>Returns the value of <see cref="OrdersTable.RemoveAfter"/> for a rejection; null if the row stays.</summary>
    public static AttributeValue? OfRejection(DateTimeOffset now, TableSettings settings) =>
        settings.TimeToLive is { } time ? new AttributeValue { N = (now + time).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) } : null;
}

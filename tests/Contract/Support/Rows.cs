using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Storage;

namespace Orders.Tests.Contract.Support;

/// <summary>Orders as rows of the table.</summary>
static class Rows
{
    public static Dictionary<string, AttributeValue> Of(Order order)
    {
        var row = new Dictionary<string, AttributeValue>
        {
            [OrdersTable.OrderId] = new(order.Id.ToString()),
            ["item"] = new(order.Content.Item),
            ["quantity"] = Number(order.Content.Quantity),
            [OrdersTable.Status] = new(order.Status.ToWire()),
            [OrdersTable.Owner] = new(order.Owner),
            [OrdersTable.ContentHash] = new(order.ContentHash.Value),
            [OrdersTable.CreatedAt] = new(Timestamp.Format(order.CreatedAt)),
            [OrdersTable.UpdatedAt] = new(Timestamp.Format(order.UpdatedAt)),
            [OrdersTable.Version] = Number(order.Version),
            [OrdersTable.History] = new() { L = [.. order.History.Select(Change)] },
            ["metadata"] = new() { M = order.Content.Metadata.ToDictionary(static pair => pair.Key, static pair => new AttributeValue(pair.Value)) },
        };
        AddText(row, "customer_name", order.Content.CustomerName);
        AddText(row, OrdersTable.ErasedAt, order.ErasedAt is { } erasedAt ? Timestamp.Format(erasedAt) : null);
        AddText(row, "customer_email", order.Content.CustomerEmail);
        AddText(row, OrdersTable.IdempotencyKey, order.IdempotencyKey);
        AddText(row, TraceParent.Name, order.TraceParent);
        return row;
    }

    public static Dictionary<string, AttributeValue> Of(RejectedOrder rejected)
    {
        var row = new Dictionary<string, AttributeValue>
        {
            [OrdersTable.OrderId] = new($"rejected#{rejected.Placement.OrderId}"),
            [OrdersTable.Owner] = new(rejected.Placement.Owner),
            [OrdersTable.RejectedAt] = new(Timestamp.Format(rejected.RejectedAt)),
            [OrdersTable.Rejection] = new() { M = new() { ["field"] = new(rejected.Reason.Field), ["code"] = new(rejected.Reason.Code), ["message"] = new(rejected.Reason.Message) } },
        };
        AddText(row, OrdersTable.IdempotencyKey, rejected.Placement.IdempotencyKey);
        AddText(row, TraceParent.Name, rejected.TraceParent);
        return row;
    }

    static AttributeValue Change(StatusChange change)
    {
        var entry = new Dictionary<string, AttributeValue>
        {
            [OrdersTable.Status] = new(change.Status.ToWire()),
            [OrdersTable.HistoryAt] = new(Timestamp.Format(change.At)),
        };
        AddText(entry, OrdersTable.HistoryReason, change.Reason);
        return new AttributeValue { M = entry };
    }

    static void AddText(Dictionary<string, AttributeValue> row, string name, string? text)
    {
        if (text is not null)
        {
            row[name] = new AttributeValue(text);
        }
    }

    static AttributeValue Number(int value) => new() { N = value.ToString(CultureInfo.InvariantCulture) };
}

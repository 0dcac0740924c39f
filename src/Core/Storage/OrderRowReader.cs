using System.Globalization;
using Orders.Model;

namespace Orders.Storage;

/// <summary>A row of the table that is no order: somebody else wrote it, or it was damaged.</summary>
/// <param name="attribute">The attribute that is missing or breaks its rule.</param>
public sealed class UnreadableRowException(string attribute) : Exception($"The row's attribute {attribute} is missing or not as the table defines it.")
{
    /// <summary>The attribute.</summary>
    public string Attribute { get; } = attribute;
}

/// <summary>Reads an order from a row, or from a row's image in the stream.</summary>
public static class OrderRowReader
{
    /// <summary>Reads one row.</summary>
    /// <exception cref="UnreadableRowException">An attribute is missing or not as <see cref="OrdersTable"/> defines it.</exception>
    public static Order Read<TValue, TValues>(IReadOnlyDictionary<string, TValue> row)
        where TValues : IAttributeValues<TValue> => new()
        {
            Id = OrderId.TryParse(OptionalText<TValue, TValues>(row, OrdersTable.OrderId), out var id) ? id : throw new UnreadableRowException(OrdersTable.OrderId),
            Content = new OrderContent
            {
                Item = Text<TValue, TValues>(row, OrdersTable.Item),
                Quantity = Number<TValue, TValues>(row, OrdersTable.Quantity),
                CustomerName = Text<TValue, TValues>(row, OrdersTable.CustomerName),
                CustomerEmail = OptionalText<TValue, TValues>(row, OrdersTable.CustomerEmail),
                Metadata = Metadata<TValue, TValues>(row),
            },
            ContentHash = new ContentHash(Text<TValue, TValues>(row, OrdersTable.ContentHash)),
            Owner = Text<TValue, TValues>(row, OrdersTable.Owner),
            IdempotencyKey = OptionalText<TValue, TValues>(row, OrdersTable.IdempotencyKey),
            Status = Status<TValue, TValues>(row),
            CreatedAt = Time<TValue, TValues>(row, OrdersTable.CreatedAt),
            UpdatedAt = Time<TValue, TValues>(row, OrdersTable.UpdatedAt),
            Version = Number<TValue, TValues>(row, OrdersTable.Version),
            History = History<TValue, TValues>(row),
            TraceParent = OptionalText<TValue, TValues>(row, TraceParent.Name),
        };

    private static string? OptionalText<TValue, TValues>(IReadOnlyDictionary<string, TValue> row, string name)
        where TValues : IAttributeValues<TValue> =>
        row.TryGetValue(name, out var value) ? TValues.Text(value) ?? throw new UnreadableRowException(name) : null;

    private static string Text<TValue, TValues>(IReadOnlyDictionary<string, TValue> row, string name)
        where TValues : IAttributeValues<TValue> =>
        OptionalText<TValue, TValues>(row, name) ?? throw new UnreadableRowException(name);

    // One more must be left: the event of a removal counts on from the row's version.
    private static int Number<TValue, TValues>(IReadOnlyDictionary<string, TValue> row, string name)
        where TValues : IAttributeValues<TValue> =>
        row.TryGetValue(name, out var value)
        && int.TryParse(TValues.Number(value), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < int.MaxValue
            ? number
            : throw new UnreadableRowException(name);

    private static OrderStatus Status<TValue, TValues>(IReadOnlyDictionary<string, TValue> row)
        where TValues : IAttributeValues<TValue> =>
        OrderStatusNames.TryParse(OptionalText<TValue, TValues>(row, OrdersTable.Status), out var status)
            ? status
            : throw new UnreadableRowException(OrdersTable.Status);

    private static DateTimeOffset Time<TValue, TValues>(IReadOnlyDictionary<string, TValue> row, string name)
        where TValues : IAttributeValues<TValue> =>
        Timestamp.TryParse(OptionalText<TValue, TValues>(row, name), out var time) ? time : throw new UnreadableRowException(name);

    private static IReadOnlyDictionary<string, string> Metadata<TValue, TValues>(IReadOnlyDictionary<string, TValue> row)
        where TValues : IAttributeValues<TValue>
    {
        if (!row.TryGetValue(OrdersTable.Metadata, out var value))
        {
            return OrderContent.NoMetadata;
        }

        var map = TValues.Map(value) ?? throw new UnreadableRowException(OrdersTable.Metadata);
        return map.ToDictionary(
            static pair => pair.Key,
            static pair => TValues.Text(pair.Value) ?? throw new UnreadableRowException(OrdersTable.Metadata),
            StringComparer.Ordinal);
    }

    private static IReadOnlyList<StatusChange> History<TValue, TValues>(IReadOnlyDictionary<string, TValue> row)
        where TValues : IAttributeValues<TValue>
    {
        if (!row.TryGetValue(OrdersTable.History, out var value))
        {
            return [];
        }

        var entries = TValues.List(value) ?? throw new UnreadableRowException(OrdersTable.History);
        return [.. entries.Select(static entry =>
        {
            var change = TValues.Map(entry) ?? throw new UnreadableRowException(OrdersTable.History);
            return new StatusChange(
                Status<TValue, TValues>(change),
                Time<TValue, TValues>(change, OrdersTable.HistoryAt),
                OptionalText<TValue, TValues>(change, OrdersTable.HistoryReason));
        })];
    }
}

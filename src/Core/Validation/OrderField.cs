using System.Text;
using System.Text.Json;
using Orders.Json;

namespace Orders.Validation;

/// <summary>Every field that an input may have. What a given kind of input may have is a combination of them.</summary>
[Flags]
internal enum OrderField
{
    None = 0,
    Type = 1 << 0,
    OrderId = 1 << 1,
    IdempotencyKey = 1 << 2,
    Owner = 1 << 3,
    Source = 1 << 4,
    PlacedAt = 1 << 5,
    Item = 1 << 6,
    Quantity = 1 << 7,
    CustomerName = 1 << 8,
    CustomerEmail = 1 << 9,
    Metadata = 1 << 10,
    Status = 1 << 11,
    ExpectedVersion = 1 << 12,
    Reason = 1 << 13,
    OlderThanHours = 1 << 14,

    /// <summary>What <c>POST /orders</c> takes.</summary>
    HttpOrder = IdempotencyKey | Content,

    /// <summary>What <c>PUT /orders/{order_id}</c> takes.</summary>
    HttpStatus = Status | Reason,

    /// <summary>What an <c>order.place</c> message takes.</summary>
    PlaceMessage = Type | OrderId | IdempotencyKey | Owner | Source | PlacedAt | Content,

    /// <summary>What an <c>order.change_status</c> message takes.</summary>
    ChangeStatusMessage = Type | OrderId | Status | ExpectedVersion | Reason,

    /// <summary>What an <c>order.expire_pending</c> message takes.</summary>
    ExpirePendingMessage = Type | OlderThanHours,

    /// <summary>What is ordered, and by whom.</summary>
    Content = Item | Quantity | CustomerName | CustomerEmail | Metadata,
}

internal static class OrderFieldNames
{
    private static readonly (OrderField Field, string Name, byte[] Utf8)[] Names =
    [
        .. new (OrderField Field, string Name)[]
        {
            (OrderField.Type, "type"),
            (OrderField.OrderId, "order_id"),
            (OrderField.IdempotencyKey, "idempotency_key"),
            (OrderField.Owner, "owner"),
            (OrderField.Source, "source"),
            (OrderField.PlacedAt, "placed_at"),
            (OrderField.Item, "item"),
            (OrderField.Quantity, "quantity"),
            (OrderField.CustomerName, "customer_name"),
            (OrderField.CustomerEmail, "customer_email"),
            (OrderField.Metadata, "metadata"),
            (OrderField.Status, "status"),
            (OrderField.ExpectedVersion, "expected_version"),
            (OrderField.Reason, "reason"),
            (OrderField.OlderThanHours, "older_than_hours"),
        }.Select(static entry => (entry.Field, entry.Name, Encoding.UTF8.GetBytes(entry.Name))),
    ];

    /// <summary>The field whose name the reader stands on; <see cref="OrderField.None"/> for any other name.</summary>
    public static OrderField Match(ref readonly Utf8JsonReader reader)
    {
        // A name written with escapes is rare, and comparing one that has a lone surrogate would throw: it goes the long way.
        if (reader.ValueIsEscaped)
        {
            return JsonText.TryGet(in reader, out var text) ? Match(text) : OrderField.None;
        }

        foreach (var (field, _, utf8) in Names)
        {
            if (reader.ValueSpan.SequenceEqual(utf8))
            {
                return field;
            }
        }

        return OrderField.None;
    }

    /// <summary>The name of one field.</summary>
    public static string NameOf(OrderField field)
    {
        foreach (var (candidate, name, _) in Names)
        {
            if (candidate == field)
            {
                return name;
            }
        }

        return FieldError.Body;
    }

    /// <summary>Whether a field has this name.</summary>
    public static bool IsKnown(string name) => Match(name) != OrderField.None;

    /// <summary>Each single field of a combination.</summary>
    public static IEnumerable<OrderField> Each(OrderField fields) =>
        from entry in Names where fields.HasFlag(entry.Field) select entry.Field;

    private static OrderField Match(string text)
    {
        foreach (var (field, name, _) in Names)
        {
            if (name == text)
            {
                return field;
            }
        }

        return OrderField.None;
    }
}

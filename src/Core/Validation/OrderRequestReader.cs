using System.Text.Json;
using Orders.Model;

namespace Orders.Validation;

/// <summary>Reads API request bodies.</summary>
public static class OrderRequestReader
{
    /// <summary>Reads the body of <c>POST /orders</c>.</summary>
    /// <returns>Refused only if the body as a whole cannot be read; an order in it that breaks a rule is refused separately.</returns>
    public static Validated<OrderRequests> ReadOrders(ReadOnlySpan<byte> utf8)
    {
        // The maximum size depends on the first character: one order, or many.
        var isArray = utf8.TrimStart(" \t\r\n"u8).StartsWith("["u8);
        var largest = OrderLimits.OrderBytes * (isArray ? OrderLimits.OrdersPerRequest : 1);
        JsonInput.Reading<List<Validated<OrderRequest>>> read = isArray ? ReadArray : ReadSingle;
        var orders = JsonInput.TryRead(utf8, largest, read, out var error);
        if (error is not null)
        {
            return Validated<OrderRequests>.Refused(error);
        }

        return orders!.Count switch
        {
            0 => Validated<OrderRequests>.Refused(new FieldError(FieldError.Body, ErrorCodes.Length, $"must have 1 to {OrderLimits.OrdersPerRequest} orders")),
            > OrderLimits.OrdersPerRequest => Validated<OrderRequests>.Refused(
                new FieldError(FieldError.Body, ErrorCodes.TooLarge, $"must have 1 to {OrderLimits.OrdersPerRequest} orders")),
            _ => new OrderRequests(orders, isArray),
        };
    }

    /// <summary>Reads the body of <c>PUT /orders/{order_id}</c>.</summary>
    public static Validated<StatusRequest> ReadStatus(ReadOnlySpan<byte> utf8)
    {
        var fields = JsonInput.TryRead(utf8, OrderLimits.OrderBytes, OrderFields.Read, out var error);
        if (error is not null)
        {
            return Validated<StatusRequest>.Refused(error);
        }

        // A body that is not an object gets that error only, and none about missing fields.
        if (fields!.Errors is not [{ Field: FieldError.Body, Code: ErrorCodes.Type }])
        {
            fields.Check(allowed: OrderField.HttpStatus, required: [OrderField.Status], "a status change");
        }

        return fields.Errors.Count > 0
            ? Validated<StatusRequest>.Refused(fields.Errors)
            : new StatusRequest(fields.Status, fields.Reason);
    }

    private static List<Validated<OrderRequest>> ReadSingle(ref Utf8JsonReader reader) => [ReadOrder(ref reader)];

    private static List<Validated<OrderRequest>> ReadArray(ref Utf8JsonReader reader)
    {
        var orders = new List<Validated<OrderRequest>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = reader.TokenStartIndex;
            var order = ReadOrder(ref reader);
            orders.Add(reader.BytesConsumed - start > OrderLimits.OrderBytes
                ? Validated<OrderRequest>.Refused(JsonInput.TooLarge(OrderLimits.OrderBytes))
                : order);
        }

        return orders;
    }

    private static Validated<OrderRequest> ReadOrder(ref Utf8JsonReader reader)
    {
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        var fields = OrderFields.Read(ref reader);
        if (isObject)
        {
            fields.Check(allowed: OrderField.HttpOrder, OrderField.RequiredContent, "an order");
        }

        return fields.Errors.Count > 0
            ? Validated<OrderRequest>.Refused(fields.Errors)
            : new OrderRequest(fields.Content, fields.IdempotencyKey);
    }
}

using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Settings;
using Orders.Validation;

namespace Orders.Storage;

/// <summary>
/// The row of a rejected order. Its key is not an order's id, so that it never meets the order's own row: a redriven placement is inserted as
/// any other, and a change still waits for it.
/// </summary>
public static class RejectionRow
{
    private const string KeyPrefix = "rejected#";

    /// <summary>Returns the row's key: <c>rejected#{order_id}</c>.</summary>
    public static string KeyOf(OrderId id) => $"{KeyPrefix}{id}";

    /// <summary>Whether a row, or its image in the stream, is a rejected order's.</summary>
    public static bool Is<TValue, TValues>(IReadOnlyDictionary<string, TValue>? row)
        where TValues : IAttributeValues<TValue> =>
        row is not null && row.TryGetValue(OrdersTable.OrderId, out var key) && TValues.Text(key)?.StartsWith(KeyPrefix, StringComparison.Ordinal) == true;

    /// <summary>Reads a rejected order.</summary>
    /// <returns>Null if an attribute is missing or not as <see cref="OrdersTable"/> defines it.</returns>
    public static RejectedOrder? Read<TValue, TValues>(IReadOnlyDictionary<string, TValue> row)
        where TValues : IAttributeValues<TValue>
    {
        var reason = row.TryGetValue(OrdersTable.Rejection, out var map) ? TValues.Map(map) : null;
        return Text(row, OrdersTable.OrderId) is { } rowKey && rowKey.StartsWith(KeyPrefix, StringComparison.Ordinal)
            && OrderKey.TryRead(rowKey[KeyPrefix.Length..], out var id)
            && Text(row, OrdersTable.Owner) is { } owner
            && Timestamp.TryParse(Text(row, OrdersTable.RejectedAt), out var rejectedAt)
            && Text(reason, OrdersTable.RejectionField) is { } field
            && Text(reason, OrdersTable.RejectionCode) is { } code
            && Text(reason, OrdersTable.RejectionMessage) is { } message
            ? new RejectedOrder(
                new PlacementIdentity(id, owner, Text(row, OrdersTable.IdempotencyKey)), new FieldError(field, code, message), rejectedAt, Text(row, TraceParent.Name))
            : null;

        static string? Text(IReadOnlyDictionary<string, TValue>? values, string name) =>
            values is not null && values.TryGetValue(name, out var value) ? TValues.Text(value) : null;
    }

    /// <summary>Returns the PartiQL <c>INSERT</c> of the row. It fails with <c>DuplicateItem</c> if the order was rejected before: the first reason
    /// stays.</summary>
    internal static BatchStatementRequest Insert(RejectedOrder rejected, TableSettings settings)
    {
        var (id, owner, key) = rejected.Placement;
        List<(string Name, AttributeValue Value)> attributes =
        [
            (OrdersTable.OrderId, new(KeyOf(id))),
            (OrdersTable.Owner, new(owner)),
            (OrdersTable.RejectedAt, new(Timestamp.Format(rejected.RejectedAt))),
            (OrdersTable.Rejection, new() { M = new() { [OrdersTable.RejectionField] = new(rejected.Reason.Field), [OrdersTable.RejectionCode] = new(rejected.Reason.Code), [OrdersTable.RejectionMessage] = new(rejected.Reason.Message) } }),
        ];
        if (key is not null)
        {
            attributes.Add((OrdersTable.IdempotencyKey, new(key)));
        }

        if (rejected.TraceParent is not null)
        {
            attributes.Add((TraceParent.Name, new(rejected.TraceParent)));
        }

        if (RowRemoval.OfRejection(rejected.RejectedAt, settings) is { } removal)
        {
            attributes.Add((OrdersTable.RemoveAfter, removal));
        }

        return new BatchStatementRequest
        {
            Statement = $"INSERT INTO \"{settings.TableName}\" VALUE {{{string.Join(", ", attributes.Select(static attribute => $"'{attribute.Name}': ?"))}}}",
            Parameters = [.. attributes.Select(static attribute => attribute.Value)],
        };
    }
}

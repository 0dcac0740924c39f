using System.Collections.Concurrent;
using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Settings;

namespace Orders.Storage;

/// <summary>
/// The PartiQL <c>INSERT</c> of one order. It fails with <c>DuplicateItem</c> where the key exists, which is the promise of
/// <c>attribute_not_exists</c>, for one write unit and with 25 of them in a request.
/// </summary>
public sealed class InsertStatement(TableSettings settings)
{
    // The optional attributes vary from order to order; there are few combinations, so each text is made once.
    private readonly ConcurrentDictionary<int, string> _texts = new();

    /// <summary>The statement with its parameters.</summary>
    public BatchStatementRequest For(Order order)
    {
        var optional = new (string Name, AttributeValue? Value)[]
        {
            (OrdersTable.CustomerEmail, Text(order.Content.CustomerEmail)),
            (OrdersTable.Metadata, Metadata(order.Content)),
            (OrdersTable.IdempotencyKey, Text(order.IdempotencyKey)),
            (TraceParent.Name, Text(order.TraceParent)),
            (OrdersTable.StatusShard, Text(StatusShard.Of(order.Id, order.Status, settings))),
        };
        List<AttributeValue> parameters =
        [
            new(order.Id.ToString()),
            new(order.Content.Item),
            new() { N = order.Content.Quantity.ToString(CultureInfo.InvariantCulture) },
            new(order.Status.ToWire()),
            new(order.Content.CustomerName),
            new(order.Owner),
            new(order.ContentHash.Value),
            new(Timestamp.Format(order.CreatedAt)),
            new(Timestamp.Format(order.UpdatedAt)),
            new() { N = order.Version.ToString(CultureInfo.InvariantCulture) },
        ];

        var shape = 0;
        for (var i = 0; i < optional.Length; i++)
        {
            if (optional[i].Value is { } value)
            {
                shape |= 1 << i;
                parameters.Add(value);
            }
        }

        return new BatchStatementRequest { Statement = _texts.GetOrAdd(shape, _ => TextOf(optional)), Parameters = parameters };
    }

    private string TextOf((string Name, AttributeValue? Value)[] optional)
    {
        string[] names =
        [
            OrdersTable.OrderId, OrdersTable.Item, OrdersTable.Quantity, OrdersTable.Status, OrdersTable.CustomerName, OrdersTable.Owner,
            OrdersTable.ContentHash, OrdersTable.CreatedAt, OrdersTable.UpdatedAt, OrdersTable.Version,
            .. from attribute in optional where attribute.Value is not null select attribute.Name,
        ];
        return $"INSERT INTO \"{settings.TableName}\" VALUE {{{string.Join(", ", names.Select(static name => $"'{name}': ?"))}}}";
    }

    private static AttributeValue? Text(string? text) => text is null ? null : new AttributeValue(text);

    private static AttributeValue? Metadata(OrderContent content) => content.Metadata.Count == 0
        ? null
        : new AttributeValue { M = content.Metadata.ToDictionary(static pair => pair.Key, static pair => new AttributeValue(pair.Value), StringComparer.Ordinal) };
}

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
    private static readonly string[] Always =
    [
        OrdersTable.OrderId, OrdersTable.Item, OrdersTable.Quantity, OrdersTable.Status, OrdersTable.CustomerName, OrdersTable.Owner,
        OrdersTable.ContentHash, OrdersTable.CreatedAt, OrdersTable.AcceptedAt, OrdersTable.UpdatedAt, OrdersTable.Version,
    ];

    private static readonly string[] Optional =
        [OrdersTable.CustomerEmail, OrdersTable.Metadata, OrdersTable.IdempotencyKey, TraceParent.Name, OrdersTable.StatusShard];

    // The optional attributes vary from order to order; there are few combinations, so each text is made once.
    private readonly ConcurrentDictionary<int, string> _texts = new();

    /// <summary>The statement with its parameters.</summary>
    public BatchStatementRequest For(Order order)
    {
        var createdAt = new AttributeValue(Timestamp.Format(order.CreatedAt));
        List<AttributeValue> parameters = new(Always.Length + Optional.Length)
        {
            new(order.Id.ToString()),
            new(order.Content.Item),
            new() { N = order.Content.Quantity.ToString(CultureInfo.InvariantCulture) },
            new(order.Status.ToWire()),
            new(order.Content.CustomerName),
            new(order.Owner),
            new(order.ContentHash.Value),
            createdAt,
            order.AcceptedAt == order.CreatedAt ? createdAt : new(Timestamp.Format(order.AcceptedAt)),
            order.UpdatedAt == order.CreatedAt ? createdAt : new(Timestamp.Format(order.UpdatedAt)),
            new() { N = order.Version.ToString(CultureInfo.InvariantCulture) },
        };

        var shape = 0;
        Add(0, Text(order.Content.CustomerEmail));
        Add(1, Metadata(order.Content));
        Add(2, Text(order.IdempotencyKey));
        Add(3, Text(order.TraceParent));
        Add(4, Text(StatusShard.Of(order.Id, order.Status, settings)));
        return new BatchStatementRequest { Statement = _texts.TryGetValue(shape, out var text) ? text : _texts.GetOrAdd(shape, TextOf), Parameters = parameters };

        void Add(int optional, AttributeValue? value)
        {
            if (value is not null)
            {
                shape |= 1 << optional;
                parameters.Add(value);
            }
        }
    }

    private string TextOf(int shape)
    {
        var names = Always.Concat(Optional.Where((_, index) => (shape & (1 << index)) != 0));
        return $"INSERT INTO \"{settings.TableName}\" VALUE {{{string.Join(", ", names.Select(static name => $"'{name}': ?"))}}}";
    }

    private static AttributeValue? Text(string? text) => text is null ? null : new AttributeValue(text);

    private static AttributeValue? Metadata(OrderContent content) => content.Metadata.Count == 0
        ? null
        : new AttributeValue { M = content.Metadata.ToDictionary(static pair => pair.Key, static pair => new AttributeValue(pair.Value), StringComparer.Ordinal) };
}

using System.Globalization;
using System.Text;
using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Settings;

namespace Orders.Storage;

/// <summary>
/// The PartiQL <c>INSERT</c> of one order. It fails with <c>DuplicateItem</c> if the key exists, which is the guarantee of
/// <c>attribute_not_exists</c>, for one write unit and with 25 of them in a request.
/// </summary>
public sealed class InsertStatement(TableSettings settings)
{
    private const int Attributes = 16;
    private const int StatementCharacters = 512;

    /// <summary>Returns the statement with its parameters.</summary>
    public BatchStatementRequest For(Order order)
    {
        var createdAt = new AttributeValue(Timestamp.Format(order.CreatedAt));
        var statement = new StringBuilder($"INSERT INTO \"{settings.TableName}\" VALUE {{'{OrdersTable.OrderId}': ?", StatementCharacters);
        List<AttributeValue> parameters = new(Attributes) { new(order.Id.ToString()) };
        Add(OrdersTable.Status, new(order.Status.ToWire()));
        Add(OrdersTable.Owner, new(order.Owner));
        Add(OrdersTable.ContentHash, new(order.ContentHash.Value));
        Add(OrdersTable.CreatedAt, createdAt);
        Add(OrdersTable.AcceptedAt, order.AcceptedAt == order.CreatedAt ? createdAt : new(Timestamp.Format(order.AcceptedAt)));
        Add(OrdersTable.UpdatedAt, order.UpdatedAt == order.CreatedAt ? createdAt : new(Timestamp.Format(order.UpdatedAt)));
        Add(OrdersTable.Version, Number(order.Version));
        foreach (var field in ContentFields.All)
        {
            if (field.HasValue(order.Content))
            {
                Add(field.Name, ValueOf(field, order.Content));
            }
        }

        AddText(OrdersTable.IdempotencyKey, order.IdempotencyKey);
        AddText(TraceParent.Name, order.TraceParent);
        AddText(OrdersTable.StatusShard, StatusShard.Of(order.Id, order.Status, settings));
        return new BatchStatementRequest { Statement = statement.Append('}').ToString(), Parameters = parameters };

        void Add(string name, AttributeValue value)
        {
            statement.Append(", '").Append(name).Append("': ?");
            parameters.Add(value);
        }

        void AddText(string name, string? text)
        {
            if (text is not null)
            {
                Add(name, new AttributeValue(text));
            }
        }
    }

    private static AttributeValue ValueOf(ContentField field, OrderContent content) => field switch
    {
        TextField text => new(text.Get(content)),
        NumberField number => Number(number.Get(content)),
        PairsField pairs => new() { M = pairs.Get(content).ToDictionary(static pair => pair.Key, static pair => new AttributeValue(pair.Value), StringComparer.Ordinal) },
        _ => throw new InvalidOperationException($"{field.Name} is of no known kind."),
    };

    private static AttributeValue Number(int number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };
}

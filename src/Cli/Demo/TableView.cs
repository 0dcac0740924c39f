using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Storage;

namespace Orders.Cli.Demo;

/// <summary>Looks into the table from outside, past the pipeline's own code where that matters.</summary>
internal sealed class TableView(IAmazonDynamoDB dynamoDb, string tableName)
{
    /// <summary>Every row of the table.</summary>
    public async Task<Dictionary<OrderId, Order>> ReadAllAsync(CancellationToken cancellationToken)
    {
        var rows = new Dictionary<OrderId, Order>();
        var request = new ScanRequest(tableName) { ConsistentRead = true };
        do
        {
            var response = await dynamoDb.ScanAsync(request, cancellationToken);
            foreach (var row in response.Items ?? [])
            {
                var order = OrderRowReader.Read<AttributeValue, SdkAttributeValues>(row);
                rows.Add(order.Id, order);
            }

            request.ExclusiveStartKey = response.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
        return rows;
    }

    /// <summary>Which versions up to a hundred orders have come to: a <see cref="VersionLook"/>.</summary>
    public async Task<IReadOnlyDictionary<OrderId, int>> VersionsAsync(OrderId[] ids, CancellationToken cancellationToken)
    {
        var keys = new KeysAndAttributes
        {
            Keys = [.. ids.Select(static id => new Dictionary<string, AttributeValue> { [OrdersTable.OrderId] = new(id.ToString()) })],
            ProjectionExpression = "order_id, version",
            ConsistentRead = true,
        };
        var response = await dynamoDb.BatchGetItemAsync(new BatchGetItemRequest { RequestItems = new() { [tableName] = keys } }, cancellationToken);
        return response.Responses[tableName].ToDictionary(
            static row => new OrderId(Guid.Parse(row[OrdersTable.OrderId].S)), static row => int.Parse(row[OrdersTable.Version].N));
    }
}

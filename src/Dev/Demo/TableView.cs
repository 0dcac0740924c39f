using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Storage;

namespace Orders.Dev.Demo;

/// <summary>Reads the table from outside, without the pipeline's own code where that matters.</summary>
internal sealed class TableView(IAmazonDynamoDB dynamoDb, string tableName)
{
    /// <summary>Returns every order of the table, and every rejected one. An invalid row is left out, and counts as lost if it was the demo's.</summary>
    public async Task<(Dictionary<OrderId, Order> Orders, Dictionary<OrderId, RejectedOrder> Rejected)> ReadAllAsync(CancellationToken cancellationToken)
    {
        var (rows, rejected) = (new Dictionary<OrderId, Order>(), new Dictionary<OrderId, RejectedOrder>());
        var request = new ScanRequest(tableName) { ConsistentRead = true };
        do
        {
            var response = await dynamoDb.ScanAsync(request, cancellationToken);
            foreach (var row in response.Items ?? [])
            {
                if (OrderRowReader.TryRead<AttributeValue, SdkAttributeValues>(row, out var order, out _))
                {
                    rows.Add(order.Id, order);
                }
                else if (RejectionRow.Read<AttributeValue, SdkAttributeValues>(row) is { } refused)
                {
                    rejected.Add(refused.Placement.OrderId, refused);
                }
            }

            request.ExclusiveStartKey = response.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
        return (rows, rejected);
    }

    /// <summary>Returns the versions of up to a hundred orders: a <see cref="VersionLook"/>.</summary>
    public async Task<IReadOnlyDictionary<OrderId, int>> VersionsAsync(OrderId[] ids, CancellationToken cancellationToken)
    {
        var keys = new KeysAndAttributes
        {
            Keys = [.. ids.Select(static id => new Dictionary<string, AttributeValue> { [OrdersTable.OrderId] = new(id.ToString()) })],
            ProjectionExpression = "order_id, version",
            ConsistentRead = true,
        };
        var response = await dynamoDb.BatchGetItemAsync(new BatchGetItemRequest { RequestItems = new() { [tableName] = keys } }, cancellationToken);
        var versions = new Dictionary<OrderId, int>(ids.Length);
        foreach (var row in response.Responses[tableName])
        {
            if (OrderId.TryParse(row[OrdersTable.OrderId].S, out var id) && int.TryParse(row.GetValueOrDefault(OrdersTable.Version)?.N, out var version))
            {
                versions[id] = version;
            }
        }

        return versions;
    }
}

using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Storage;

namespace Orders.Cli.Demo;

/// <summary>Looks into the table from outside, past the pipeline's own code where that matters.</summary>
internal sealed class TableView(IAmazonDynamoDB dynamoDb, string tableName)
{
    private const int KeysPerRequest = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits until each order has come to a version.</summary>
    /// <returns>How many have not, after the time that nothing may move in.</returns>
    public async Task<int> WaitAsync(
        IReadOnlyDictionary<OrderId, int> versions, TimeSpan patience, Action<int> progress, TimeProvider time, CancellationToken cancellationToken)
    {
        var left = new Queue<OrderId>(versions.Keys);
        var moved = time.GetTimestamp();
        while (left.Count > 0 && time.GetElapsedTime(moved) < patience)
        {
            // A hundred at a time: the next hundred are not looked at before these have come.
            var there = await VersionsAsync([.. left.Take(KeysPerRequest)], cancellationToken);
            var before = left.Count;
            while (left.TryPeek(out var id) && there.TryGetValue(id, out var version) && version >= versions[id])
            {
                left.Dequeue();
            }

            progress(versions.Count - left.Count);
            if (left.Count < before)
            {
                moved = time.GetTimestamp();
            }
            else
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }

        return left.Count;
    }

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

    private async Task<Dictionary<OrderId, int>> VersionsAsync(OrderId[] ids, CancellationToken cancellationToken)
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

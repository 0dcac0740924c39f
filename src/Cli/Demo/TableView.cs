using System.Collections.Concurrent;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Storage;

namespace Orders.Cli.Demo;

/// <summary>Looks into the table from outside, past the pipeline's own code where that matters.</summary>
internal sealed class TableView(IAmazonDynamoDB dynamoDb, string tableName)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Waits until each order has come to a version.</summary>
    /// <returns>How many have not, after a minute in which nothing moved.</returns>
    public async Task<int> WaitAsync(IReadOnlyDictionary<OrderId, int> versions, Action<int> progress, TimeProvider time, CancellationToken cancellationToken)
    {
        var left = versions.Keys.ToList();
        var moved = time.GetTimestamp();
        while (left.Count > 0 && time.GetElapsedTime(moved) < Patience)
        {
            var there = await VersionsAsync(left, cancellationToken);
            var remaining = left.Where(id => there.GetValueOrDefault(id) < versions[id]).ToList();
            if (remaining.Count < left.Count)
            {
                moved = time.GetTimestamp();
            }

            left = remaining;
            progress(versions.Count - left.Count);
            if (left.Count > 0)
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

    private async Task<ConcurrentDictionary<OrderId, int>> VersionsAsync(List<OrderId> ids, CancellationToken cancellationToken)
    {
        var versions = new ConcurrentDictionary<OrderId, int>();
        // The next hundred are enough to see whether anything moves; the rest is looked at in its turn.
        foreach (var chunk in ids.Chunk(100))
        {
            var keys = new KeysAndAttributes
            {
                Keys = [.. chunk.Select(static id => new Dictionary<string, AttributeValue> { [OrdersTable.OrderId] = new(id.ToString()) })],
                ProjectionExpression = "order_id, version",
                ConsistentRead = true,
            };
            var response = await dynamoDb.BatchGetItemAsync(new BatchGetItemRequest { RequestItems = new() { [tableName] = keys } }, cancellationToken);
            foreach (var row in response.Responses[tableName])
            {
                versions[new OrderId(Guid.Parse(row[OrdersTable.OrderId].S))] = int.Parse(row[OrdersTable.Version].N);
            }

            if (response.Responses[tableName].Count < chunk.Length)
            {
                break;
            }
        }

        return versions;
    }
}

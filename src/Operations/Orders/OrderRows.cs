using System.Collections.Concurrent;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Resilience;
using Orders.Storage;
using Polly;

namespace Orders.Operations.Orders;

/// <summary>Reads many orders at once, strongly consistently.</summary>
internal sealed class OrderRows(IAmazonDynamoDB dynamoDb, ResiliencePipeline pipeline, string table)
{
    private const int RequestsSideBySide = 4;

    /// <summary>Returns the orders that exist. Leaves out rows that are not valid orders, and those that DynamoDB did not process.</summary>
    public async Task<IReadOnlyDictionary<OrderId, Order>> ReadAsync(IEnumerable<OrderId> ids, CancellationToken cancellationToken)
    {
        var found = new ConcurrentDictionary<OrderId, Order>();
        await SideBySide.ForEachAsync(
            ids.Distinct().Chunk(Fingerprints.KeysPerRequest), RequestsSideBySide, chunk => ReadChunkAsync(chunk, found, cancellationToken));
        return found;
    }

    private async Task ReadChunkAsync(OrderId[] ids, ConcurrentDictionary<OrderId, Order> found, CancellationToken cancellationToken)
    {
        var left = new KeysAndAttributes
        {
            Keys = [.. ids.Select(static id => new Dictionary<string, AttributeValue>(1) { [OrdersTable.OrderId] = new(id.ToString()) })],
            ConsistentRead = true,
        };
        await pipeline.ExecuteAsync(
            async token =>
            {
                var response = await dynamoDb.BatchGetItemAsync(new BatchGetItemRequest { RequestItems = new() { [table] = left } }, token);
                foreach (var row in response.Responses?.GetValueOrDefault(table) ?? [])
                {
                    // A message about a row that is not an order is dead-lettered again.
                    if (OrderRowReader.TryRead<AttributeValue, SdkAttributeValues>(row, out var order, out _))
                    {
                        found[order.Id] = order;
                    }
                }

                if (response.UnprocessedKeys?.GetValueOrDefault(table) is not { Keys.Count: > 0 } unprocessed)
                {
                    return BatchProgress.Done;
                }

                left = unprocessed;
                return BatchProgress.SomeLeft;
            },
            cancellationToken);
    }
}

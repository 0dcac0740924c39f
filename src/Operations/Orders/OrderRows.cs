using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Operations.Terminal;
using Orders.Resilience;
using Orders.Storage;
using Polly;

namespace Orders.Operations.Orders;

/// <summary>Reads many orders, eventually consistently, at a limited rate.</summary>
/// <param name="dynamoDb">The DynamoDB client.</param>
/// <param name="pipeline">Retries the calls.</param>
/// <param name="table">The table's name.</param>
/// <param name="readUnits">The maximum read units a second.</param>
/// <param name="time">The clock.</param>
internal sealed class OrderRows(IAmazonDynamoDB dynamoDb, ResiliencePipeline pipeline, string table, double readUnits, TimeProvider time)
{
    /// <summary>The default of the maximum read units a second.</summary>
    public const double DefaultReadUnits = 100;

    // An eventually consistent read of up to 4 KB (Amazon DynamoDB Developer Guide, "Read consistency").
    private const double UnitsPerRow = 0.5;
    private const int RequestsPerSecond = 4;

    private readonly Pacer _pacer = new(readUnits, time) { MayCatchUp = false };

    /// <summary>The maximum number of rows of a request: what a quarter of a second's read units read.</summary>
    public int RowsPerRequest { get; } = (int)Math.Clamp(readUnits / UnitsPerRow / RequestsPerSecond, 1, Fingerprints.KeysPerRequest);

    /// <summary>Returns the orders that exist. Leaves out rows that are not valid orders, and those that DynamoDB did not process.</summary>
    public async Task<IReadOnlyDictionary<OrderId, Order>> ReadAsync(IEnumerable<OrderId> ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<OrderId, Order>();
        foreach (var some in ids.Distinct().Chunk(RowsPerRequest))
        {
            var expected = (int)Math.Ceiling(some.Length * UnitsPerRow);
            await _pacer.WaitAsync(expected, cancellationToken);
            var read = await ReadAsync(some, found, cancellationToken);
            // Rows of more than 4 KB are known only afterwards.
            if (read > expected)
            {
                await _pacer.WaitAsync((int)Math.Ceiling(read - expected), cancellationToken);
            }
        }

        return found;
    }

    /// <returns>The read units.</returns>
    private async Task<double> ReadAsync(OrderId[] ids, Dictionary<OrderId, Order> found, CancellationToken cancellationToken)
    {
        var units = 0.0;
        var left = new KeysAndAttributes
        {
            Keys = [.. ids.Select(static id => new Dictionary<string, AttributeValue>(1) { [OrdersTable.OrderId] = new(id.ToString()) })],
        };
        await pipeline.ExecuteAsync(
            async token =>
            {
                var response = await dynamoDb.BatchGetItemAsync(
                    new BatchGetItemRequest { RequestItems = new() { [table] = left }, ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL }, token);
                units += response.ConsumedCapacity?.Sum(static consumed => consumed.CapacityUnits ?? 0) ?? 0;
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
        return units;
    }
}

using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Operations.Terminal;
using Orders.Storage;
using Polly;

namespace Orders.Operations.Events;

/// <summary>
/// Reads the rows that changed in a time span, by a scan: the index has only orders of some statuses. A scan costs half a read unit for each
/// 4 KB of the table, whatever the span, so it is paced.
/// </summary>
/// <param name="dynamoDb">The client.</param>
/// <param name="pipeline">Retries calls.</param>
/// <param name="tableName">The table.</param>
/// <param name="pacer">Limits the read units a second.</param>
internal sealed class TableScan(IAmazonDynamoDB dynamoDb, ResiliencePipeline pipeline, string tableName, Pacer pacer)
{
    private const int RowsPerRequest = 500;

    /// <summary>The number of rows read so far.</summary>
    public long Rows { get; private set; }

    /// <summary>The read units used so far.</summary>
    public double ReadUnits { get; private set; }

    /// <summary>Returns the rows page by page, unordered. Eventually consistent: a row of the last second may be missing.</summary>
    /// <param name="since">Rows last changed before this are left out.</param>
    /// <param name="until">Rows placed at or after this are left out.</param>
    /// <param name="cancellationToken">Stops the scan.</param>
    public async IAsyncEnumerable<(IReadOnlyList<Order> Orders, IReadOnlyList<string> Unreadable)> ReadAsync(
        DateTimeOffset since, DateTimeOffset until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ScanRequest
        {
            TableName = tableName,
            Limit = RowsPerRequest,
            FilterExpression = "#updated >= :since AND #created < :until",
            ExpressionAttributeNames = new() { ["#updated"] = OrdersTable.UpdatedAt, ["#created"] = OrdersTable.CreatedAt },
            ExpressionAttributeValues = new() { [":since"] = new(Timestamp.Format(since)), [":until"] = new(Timestamp.Format(until)) },
            ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL,
        };
        do
        {
            var response = await pipeline.ExecuteAsync(async token => await dynamoDb.ScanAsync(request, token), cancellationToken);
            Rows += response.ScannedCount ?? 0;
            var units = response.ConsumedCapacity?.CapacityUnits ?? 0;
            ReadUnits += units;
            yield return Read(response.Items ?? []);
            request.ExclusiveStartKey = response.LastEvaluatedKey;
            // A request's read units are known only afterwards, so the next request waits for them.
            await pacer.WaitAsync((int)Math.Ceiling(units), cancellationToken);
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
    }

    private static (IReadOnlyList<Order> Orders, IReadOnlyList<string> Unreadable) Read(List<Dictionary<string, AttributeValue>> rows)
    {
        var (orders, unreadable) = (new List<Order>(), new List<string>());
        foreach (var row in rows)
        {
            if (OrderRowReader.TryRead<AttributeValue, SdkAttributeValues>(row, out var order, out var problem))
            {
                orders.Add(order);
            }
            else
            {
                unreadable.Add($"row {problem.OrderId} is not an order: {problem.Attribute}");
            }
        }

        return (orders, unreadable);
    }
}

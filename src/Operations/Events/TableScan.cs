using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Operations.Terminal;
using Orders.Storage;
using Polly;

namespace Orders.Operations.Events;

/// <summary>
/// Reads the rows that changed in a span of time, by a scan: the index has the orders of some statuses only, and nothing but the whole
/// table has them all. It costs half a read unit for each 4 KB of the table, whatever the span, so it is paced.
/// </summary>
/// <param name="dynamoDb">The client.</param>
/// <param name="pipeline">How calls are retried.</param>
/// <param name="tableName">The table.</param>
/// <param name="pacer">Read units a second.</param>
internal sealed class TableScan(IAmazonDynamoDB dynamoDb, ResiliencePipeline pipeline, string tableName, Pacer pacer)
{
    private const int RowsPerRequest = 500;

    /// <summary>How many rows were looked at by now.</summary>
    public long Rows { get; private set; }

    /// <summary>How many read units that has taken.</summary>
    public double ReadUnits { get; private set; }

    /// <summary>The rows page by page, in no order. Eventually consistent: a row of the last second may be missing.</summary>
    /// <param name="since">Rows whose last change was before this are left out.</param>
    /// <param name="until">Rows that were placed from here on are left out.</param>
    /// <param name="cancellationToken">Ends it.</param>
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
            // What a request takes is known afterwards: the next one waits for it.
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
                unreadable.Add($"row {problem.OrderId} is no order: {problem.Attribute}");
            }
        }

        return (orders, unreadable);
    }
}

using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Operations.Pipeline;
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
    private const int BytesPerReadUnit = 2 * 4096;
    private const int RowsPerRequest = 500;

    /// <summary>Opens the scan of a pipeline's table, and says what it costs.</summary>
    public static async Task<TableScan> OpenAsync(OpenPipeline pipeline, double readUnits, CancellationToken cancellationToken)
    {
        var table = (await pipeline.DynamoDb.DescribeTableAsync(new DescribeTableRequest(pipeline.Table.TableName), cancellationToken)).Table;
        var units = Math.Ceiling((table.TableSizeBytes ?? 0) / (double)BytesPerReadUnit);
        // DynamoDB updates the size every six hours.
        var cost = units > 0 || table.ItemCount is not > 0
            ? $"{Counted.Of((long)units, "read unit")}, in {Age.Describe(TimeSpan.FromSeconds(units / readUnits))}"
            : "an unknown number of read units";
        Progress.Say($"Scanning all of {table.TableName}: about {Counted.Of(table.ItemCount ?? 0, "row")} and {cost} at {readUnits:N0} a second.");
        return new TableScan(pipeline.DynamoDb, pipeline.Pipelines.DynamoDb, table.TableName, new Pacer(readUnits, TimeProvider.System) { MayCatchUp = false });
    }

    /// <summary>The progress so far.</summary>
    public string Progressed => $"Scanning: {Counted.Of(Rows, "row")}, {Counted.Of((long)ReadUnits, "read unit")}";

    /// <summary>The number of rows read so far.</summary>
    public long Rows { get; private set; }

    /// <summary>The read units used so far.</summary>
    public double ReadUnits { get; private set; }

    /// <summary>Returns the rows page by page, unordered. Eventually consistent: a row of the last second may be missing.</summary>
    /// <param name="since">Orders last changed before this are left out, and those rejected before.</param>
    /// <param name="until">Orders placed at or after this are left out, and those rejected then.</param>
    /// <param name="cancellationToken">Stops the scan.</param>
    public async IAsyncEnumerable<(IReadOnlyList<Order> Orders, IReadOnlyList<RejectedOrder> Rejected, IReadOnlyList<string> Unreadable)> ReadAsync(
        DateTimeOffset since, DateTimeOffset until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ScanRequest
        {
            FilterExpression = "#updated >= :since AND #created < :until OR #rejected >= :since AND #rejected < :until",
            ExpressionAttributeNames = new() { ["#updated"] = OrdersTable.UpdatedAt, ["#created"] = OrdersTable.CreatedAt, ["#rejected"] = OrdersTable.RejectedAt },
            ExpressionAttributeValues = new() { [":since"] = new(Timestamp.Format(since)), [":until"] = new(Timestamp.Format(until)) },
        };
        await foreach (var rows in PagesAsync(request, cancellationToken))
        {
            yield return Read(rows);
        }
    }

    /// <summary>Returns the rows that a request's filter selects, page by page, unordered. Eventually consistent.</summary>
    public async IAsyncEnumerable<List<Dictionary<string, AttributeValue>>> PagesAsync(
        ScanRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (request.TableName, request.Limit, request.ReturnConsumedCapacity) = (tableName, RowsPerRequest, ReturnConsumedCapacity.TOTAL);
        do
        {
            var response = await pipeline.ExecuteAsync(async token => await dynamoDb.ScanAsync(request, token), cancellationToken);
            Rows += response.ScannedCount ?? 0;
            var units = response.ConsumedCapacity?.CapacityUnits ?? 0;
            ReadUnits += units;
            yield return response.Items ?? [];
            request.ExclusiveStartKey = response.LastEvaluatedKey;
            // A request's read units are known only afterwards, so the next request waits for them.
            await pacer.WaitAsync((int)Math.Ceiling(units), cancellationToken);
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
    }

    private static (IReadOnlyList<Order> Orders, IReadOnlyList<RejectedOrder> Rejected, IReadOnlyList<string> Unreadable) Read(List<Dictionary<string, AttributeValue>> rows)
    {
        var (orders, rejected, unreadable) = (new List<Order>(), new List<RejectedOrder>(), new List<string>());
        foreach (var row in rows)
        {
            if (OrderRowReader.TryRead<AttributeValue, SdkAttributeValues>(row, out var order, out var problem))
            {
                orders.Add(order);
            }
            else if (RejectionRow.Read<AttributeValue, SdkAttributeValues>(row) is { } refused)
            {
                rejected.Add(refused);
            }
            else
            {
                unreadable.Add($"row {problem.OrderId} is not an order: {problem.Attribute}");
            }
        }

        return (orders, rejected, unreadable);
    }
}

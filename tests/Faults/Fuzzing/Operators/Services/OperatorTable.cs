using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Orders.Storage;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Faults.Fuzzing.Operators.Services;

/// <summary>The orders table with whatever anybody wrote there. It answers at once, in pages of three rows.</summary>
internal sealed class OperatorTable() : AmazonDynamoDBClient(new BasicAWSCredentials("id", "secret"), new AmazonDynamoDBConfig { ServiceURL = "http://127.0.0.1:1" })
{
    private const int RowsPerPage = 3;

    private IReadOnlyList<Dictionary<string, AttributeValue>> _rows = [];
    private HashSet<string> _odd = [];

    /// <summary>Writes the rows of an input.</summary>
    public void Begin(IReadOnlyList<Dictionary<string, AttributeValue>> rows, HashSet<string> odd) => (_rows, _odd) = (rows, odd);

    public override Task<GetItemResponse> GetItemAsync(GetItemRequest request, CancellationToken cancellationToken = default) =>
        Task.FromResult(new GetItemResponse { Item = Find(request.Key[OrdersTable.OrderId].S) ?? (_odd.Contains("empty-item") ? [] : null) });

    public override Task<BatchGetItemResponse> BatchGetItemAsync(BatchGetItemRequest request, CancellationToken cancellationToken = default)
    {
        var (table, wanted) = request.RequestItems.Single();
        var found = wanted.Keys.Select(key => Find(key[OrdersTable.OrderId].S)).OfType<Dictionary<string, AttributeValue>>().ToList();
        return Task.FromResult(new BatchGetItemResponse { Responses = found.Count == 0 && _odd.Contains("null-items") ? null : new() { [table] = found } });
    }

    public override Task<QueryResponse> QueryAsync(QueryRequest request, CancellationToken cancellationToken = default)
    {
        var expressions = new Expressions(request.ExpressionAttributeNames, request.ExpressionAttributeValues);
        // The index has those rows only that have both of its keys, as texts.
        var there = _rows
            .Where(row => row.GetValueOrDefault(OrdersTable.StatusShard)?.S is not null && row.GetValueOrDefault(OrdersTable.CreatedAt)?.S is not null && row.GetValueOrDefault(OrdersTable.OrderId)?.S is not null)
            .Where(row => Holds(expressions, request.KeyConditionExpression, row))
            .OrderBy(Place, StringComparer.Ordinal)
            .ToList();
        if (request.ExclusiveStartKey is { Count: > 0 } start)
        {
            there = [.. there.Where(row => string.CompareOrdinal(Place(row), Place(start)) > 0)];
        }

        var page = there.Take(Math.Min(request.Limit ?? int.MaxValue, RowsPerPage)).ToList();
        var items = page.Where(row => Holds(expressions, request.FilterExpression, row)).Select(static row => new Dictionary<string, AttributeValue>(row)).ToList();
        return Task.FromResult(new QueryResponse
        {
            Items = items.Count == 0 && _odd.Contains("null-items") ? null : items,
            LastEvaluatedKey = page.Count < there.Count
                ? page[^1].Where(static pair => pair.Key is OrdersTable.OrderId or OrdersTable.StatusShard or OrdersTable.CreatedAt).ToDictionary()
                : null,
        });
    }

    public override Task<ScanResponse> ScanAsync(ScanRequest request, CancellationToken cancellationToken = default)
    {
        var expressions = new Expressions(request.ExpressionAttributeNames, request.ExpressionAttributeValues);
        var from = request.ExclusiveStartKey is { Count: > 0 } start ? int.Parse(start["place"].N) : 0;
        var page = _rows.Skip(from).Take(RowsPerPage).ToList();
        var items = page.FindAll(row => Holds(expressions, request.FilterExpression, row));
        return Task.FromResult(new ScanResponse
        {
            Items = items.Count == 0 && _odd.Contains("null-items") ? null : items,
            ScannedCount = _odd.Contains("null-items") ? null : page.Count,
            LastEvaluatedKey = from + page.Count < _rows.Count ? new() { ["place"] = new AttributeValue { N = $"{from + page.Count}" } } : null,
        });
    }

    /// <summary>Takes every write, and keeps none: the next input has the same rows.</summary>
    public override Task<UpdateItemResponse> UpdateItemAsync(UpdateItemRequest request, CancellationToken cancellationToken = default) => Task.FromResult(new UpdateItemResponse());

    public override Task<DescribeTableResponse> DescribeTableAsync(DescribeTableRequest request, CancellationToken cancellationToken = default) => Task.FromResult(new DescribeTableResponse
    {
        Table = new TableDescription
        {
            TableName = request.TableName,
            LatestStreamArn = _odd.Contains("no-stream") ? null : Deployed.StreamArn,
            ItemCount = _odd.Contains("null-items") ? null : _odd.Contains("large-table") ? 1L << 50 : _rows.Count,
            TableSizeBytes = _odd.Contains("null-items") ? null : _odd.Contains("large-table") ? 1L << 50 : 400 * _rows.Count,
        },
    });

#pragma warning disable CA2215 // A command disposes of its client; the next input has it again.
    protected override void Dispose(bool disposing)
    {
    }
#pragma warning restore CA2215

    // The first of those with the same id: a table has one.
    private Dictionary<string, AttributeValue>? Find(string id) => _rows.FirstOrDefault(row => row.GetValueOrDefault(OrdersTable.OrderId)?.S == id);

    // A comparison with a value of another type is false.
    private static bool Holds(Expressions expressions, string? condition, Dictionary<string, AttributeValue> row)
    {
        try
        {
            return expressions.Holds(condition, row.Where(static pair => pair.Value.S is not null).ToDictionary());
        }
        catch (ArgumentNullException)
        {
            return false;
        }
    }

    private static string Place(Dictionary<string, AttributeValue> row) => $"{row[OrdersTable.CreatedAt].S} {row[OrdersTable.OrderId].S}";
}

using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Orders.Storage;

namespace Orders.Tests.Unit.Support;

internal sealed partial class FakeDynamoDb
{
    /// <summary>How many rows a query looks at in one go, as the service stops at 1 MB.</summary>
    public int RowsPerPage { get; set; } = int.MaxValue;

    /// <summary>The read units of an eventually consistent read of one row, or of none: 0.5 for up to 4 KB.</summary>
    public double UnitsPerRow { get; set; } = 0.5;

    /// <summary>How many keys of a batch are left unprocessed; the number counts batches from 1.</summary>
    public Func<int, int> Unprocessed { get; set; } = static _ => 0;

    public override Task<GetItemResponse> GetItemAsync(GetItemRequest request, CancellationToken cancellationToken = default) => RunAsync(
        request, () => new GetItemResponse { Item = RowsOf(request.Key[OrdersTable.OrderId].S).GetValueOrDefault(request.Key[OrdersTable.OrderId].S) }, cancellationToken);

    public override Task<BatchGetItemResponse> BatchGetItemAsync(BatchGetItemRequest request, CancellationToken cancellationToken = default) => RunAsync(
        request,
        () =>
        {
            var (table, wanted) = request.RequestItems.Single();
            var ids = wanted.Keys.ConvertAll(static key => key[OrdersTable.OrderId].S);
            if (ids.Count is 0 or > 100 || ids.Distinct().Count() != ids.Count)
            {
                throw Faults.DynamoDb("ValidationException", 400);
            }

            var left = Math.Min(Unprocessed(Sent<BatchGetItemRequest>().Count()), ids.Count);
            var attributes = wanted.ProjectionExpression?.Split(", ").Select(name => wanted.ExpressionAttributeNames[name]).ToHashSet();
            List<Dictionary<string, AttributeValue>> rows =
                [.. ids.SkipLast(left).Where(Rows.ContainsKey).Select(id => Rows[id].Where(pair => attributes?.Contains(pair.Key) != false).ToDictionary())];
            var response = new BatchGetItemResponse { Responses = rows.Count > 0 ? new() { [table] = rows } : null };
            if (request.ReturnConsumedCapacity == ReturnConsumedCapacity.TOTAL)
            {
                response.ConsumedCapacity = [new ConsumedCapacity { CapacityUnits = (ids.Count - left) * UnitsPerRow * (wanted.ConsistentRead == true ? 2 : 1) }];
            }

            if (left > 0)
            {
                response.UnprocessedKeys = new()
                {
                    [table] = new KeysAndAttributes
                    {
                        Keys = [.. wanted.Keys.TakeLast(left)],
                        ConsistentRead = wanted.ConsistentRead,
                        ProjectionExpression = wanted.ProjectionExpression,
                        ExpressionAttributeNames = wanted.ExpressionAttributeNames,
                    },
                };
            }

            return response;
        },
        cancellationToken);

    public override Task<QueryResponse> QueryAsync(QueryRequest request, CancellationToken cancellationToken = default) => RunAsync(
        request,
        () =>
        {
            var expressions = new Expressions(request.ExpressionAttributeNames, request.ExpressionAttributeValues);
            var due = Rows.Values
                .Where(row => row.ContainsKey(OrdersTable.StatusShard) && expressions.Holds(request.KeyConditionExpression, row))
                .OrderBy(static row => row[OrdersTable.CreatedAt].S, StringComparer.Ordinal)
                .ThenBy(static row => row[OrdersTable.OrderId].S, StringComparer.Ordinal)
                .ToList();
            if (request.ExclusiveStartKey is { Count: > 0 } start)
            {
                // By its place: the row itself may have left the index since.
                due = [.. due.Where(row => Compare(row, start) > 0)];
            }

            var page = due.Take(Math.Min(request.Limit ?? int.MaxValue, RowsPerPage)).ToList();
            return new QueryResponse
            {
                Items = OrNull<Dictionary<string, AttributeValue>>([.. page.Where(row => expressions.Holds(request.FilterExpression, row)).Select(static row => new Dictionary<string, AttributeValue>(row))]),
                LastEvaluatedKey = page.Count < due.Count
                    ? page[^1].Where(static pair => pair.Key is OrdersTable.OrderId or OrdersTable.StatusShard or OrdersTable.CreatedAt).ToDictionary()
                    : null,
            };
        },
        cancellationToken);

    /// <summary>Half a read unit a row, as for rows of up to 4 KB.</summary>
    public override Task<ScanResponse> ScanAsync(ScanRequest request, CancellationToken cancellationToken = default) => RunAsync(
        request,
        () =>
        {
            var expressions = new Expressions(request.ExpressionAttributeNames, request.ExpressionAttributeValues);
            var left = Rows.Concat(Rejected).OrderBy(static row => row.Key, StringComparer.Ordinal).Select(static row => row.Value);
            if (request.ExclusiveStartKey is { Count: > 0 } start)
            {
                left = left.Where(row => string.CompareOrdinal(row[OrdersTable.OrderId].S, start[OrdersTable.OrderId].S) > 0);
            }

            var rows = left.ToList();
            var page = rows.Take(Math.Min(request.Limit ?? int.MaxValue, RowsPerPage)).ToList();
            return new ScanResponse
            {
                Items = OrNull(page.FindAll(row => expressions.Holds(request.FilterExpression, row))),
                ScannedCount = page.Count,
                ConsumedCapacity = new ConsumedCapacity { CapacityUnits = page.Count * 0.5 },
                LastEvaluatedKey = page.Count < rows.Count ? page[^1].Where(static pair => pair.Key == OrdersTable.OrderId).ToDictionary() : null,
            };
        },
        cancellationToken);

    private static int Compare(Dictionary<string, AttributeValue> left, Dictionary<string, AttributeValue> right) =>
        string.CompareOrdinal(left[OrdersTable.CreatedAt].S, right[OrdersTable.CreatedAt].S) is var order and not 0
            ? order
            : string.CompareOrdinal(left[OrdersTable.OrderId].S, right[OrdersTable.OrderId].S);
}

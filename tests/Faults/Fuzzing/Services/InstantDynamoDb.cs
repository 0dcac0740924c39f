using System.Net;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Orders.Model;
using Orders.Settings;
using Orders.Storage;
using Orders.Tests.Faults.Services;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Faults.Fuzzing.Services;

/// <summary>
/// A DynamoDB that answers at once. It holds the same few orders for every input, one of each status; what an input writes is gone
/// with it, so that each input does the same whatever came before it.
/// </summary>
internal sealed class InstantDynamoDb : AmazonDynamoDBClient
{
    private static readonly Row Nothing = new([]);

    private readonly Dictionary<string, Row> _kept = [];

    public InstantDynamoDb(TableSettings settings, params IReadOnlyList<Order> orders)
        : base(new BasicAWSCredentials("id", "secret"), new AmazonDynamoDBConfig { ServiceURL = "http://127.0.0.1:1" })
    {
        var insert = new InsertStatement(settings);
        foreach (var order in orders)
        {
            _kept[order.Id.ToString()] = new Row(Statement.Of(insert.For(order)).Apply(before: null).After!);
        }
    }

    /// <summary>The rows that the input wrote.</summary>
    public Dictionary<string, Row> Written { get; } = [];

    public void Begin() => Written.Clear();

    public override Task<BatchExecuteStatementResponse> BatchExecuteStatementAsync(
        BatchExecuteStatementRequest request, CancellationToken cancellationToken = default) =>
        Task.FromResult(new BatchExecuteStatementResponse
        {
            Responses = request.Statements.ConvertAll(one =>
            {
                var statement = Statement.Of(one);
                var (after, error) = statement.Apply(Find(statement.Key));
                if (after is null)
                {
                    return new BatchStatementResponse { Error = new BatchStatementError { Code = error } };
                }

                Written[statement.Key] = new Row(after);
                return new BatchStatementResponse();
            }),
        });

    public override Task<UpdateItemResponse> UpdateItemAsync(UpdateItemRequest request, CancellationToken cancellationToken = default)
    {
        var key = Table.KeyOf(request.Key);
        var row = Find(key);
        var expressions = new Expressions(request.ExpressionAttributeNames, request.ExpressionAttributeValues);
        if (!expressions.Holds(request.ConditionExpression, row ?? Nothing))
        {
            return Task.FromException<UpdateItemResponse>(new ConditionalCheckFailedException("The conditional request failed")
            {
                ErrorCode = "ConditionalCheckFailedException",
                StatusCode = HttpStatusCode.BadRequest,
                Item = row is null ? null : new(row),
            });
        }

        Written[key] = new Row(expressions.Update(request.UpdateExpression, row ?? Nothing));
        return Task.FromResult(new UpdateItemResponse());
    }

    public override Task<GetItemResponse> GetItemAsync(GetItemRequest request, CancellationToken cancellationToken = default) =>
        Task.FromResult(new GetItemResponse { Item = Find(Table.KeyOf(request.Key)) });

    public override Task<BatchGetItemResponse> BatchGetItemAsync(BatchGetItemRequest request, CancellationToken cancellationToken = default)
    {
        var (table, wanted) = request.RequestItems.Single();
        return Task.FromResult(new BatchGetItemResponse
        {
            Responses = new() { [table] = [.. wanted.Keys.Select(key => Find(Table.KeyOf(key))).OfType<Row>()] },
        });
    }

    public override Task<QueryResponse> QueryAsync(QueryRequest request, CancellationToken cancellationToken = default)
    {
        var expressions = new Expressions(request.ExpressionAttributeNames, request.ExpressionAttributeValues);
        return Task.FromResult(new QueryResponse
        {
            Items = [.. _kept.Values
                .Where(row => row.ContainsKey(OrdersTable.StatusShard) && expressions.Holds(request.KeyConditionExpression, row) && expressions.Holds(request.FilterExpression, row))
                .OrderBy(static row => row[OrdersTable.CreatedAt].S, StringComparer.Ordinal)],
        });
    }

    private Row? Find(string key) => Written.GetValueOrDefault(key) ?? _kept.GetValueOrDefault(key);
}

using System.Net;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Orders.Storage;
using Orders.Tests.Faults.Clients;
using Orders.Tests.Faults.World;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Faults.Services;

/// <summary>The DynamoDB client of one process: the calls that the pipeline makes, with the service's own rules.</summary>
internal sealed class SimulatedDynamoDb()
    : AmazonDynamoDBClient(new BasicAWSCredentials("id", "secret"), new AmazonDynamoDBConfig { ServiceURL = "http://127.0.0.1:1" })
{
    private static readonly Row Nothing = new([]);

    private Universe _universe = null!;
    private Process _process = null!;
    private Wire _wire = null!;
    private Table _table = null!;
    private Plant _plant = null!;

    /// <summary>Puts the client into a process.</summary>
    public SimulatedDynamoDb In(Universe universe, Process process, Table table, Plant plant)
    {
        (_universe, _process, _table, _plant) = (universe, process, table, plant);
        _wire = new Wire(universe, process, DynamoDbErrors.Instance);
        return this;
    }

    public override Task<BatchExecuteStatementResponse> BatchExecuteStatementAsync(
        BatchExecuteStatementRequest request, CancellationToken cancellationToken = default)
    {
        if (request.Statements.Exists(static statement => statement.Parameters.Exists(static value => value.S == SendPoison.Item)))
        {
            _process.End("it handles a message that ends each process");
        }

        return _plant.WriteAsync(request, () => CallAsync($"write {request.Statements.Count}", () => Run(request), cancellationToken));
    }

    public override Task<UpdateItemResponse> UpdateItemAsync(UpdateItemRequest request, CancellationToken cancellationToken = default) =>
        _plant.UpdateAsync(request, () => CallAsync($"update {Table.KeyOf(request.Key)}", () => Update(request), cancellationToken));

    public override Task<GetItemResponse> GetItemAsync(GetItemRequest request, CancellationToken cancellationToken = default) =>
        CallAsync($"get {Table.KeyOf(request.Key)}", () => Get(request), cancellationToken);

    public override Task<BatchGetItemResponse> BatchGetItemAsync(BatchGetItemRequest request, CancellationToken cancellationToken = default) =>
        _plant.ReadAsync(request, () => CallAsync($"get {request.RequestItems.Values.Single().Keys.Count}", () => GetMany(request), cancellationToken));

    public override Task<QueryResponse> QueryAsync(QueryRequest request, CancellationToken cancellationToken = default) =>
        _plant.QueryAsync(request, () => CallAsync("query", () => Query(request), cancellationToken));

    private async Task<T> CallAsync<T>(string what, Func<Answer<T>> apply, CancellationToken cancellationToken) =>
        (await _wire.CallAsync(what, apply, cancellationToken).ConfigureAwait(false)).Response;

    private Answer<BatchExecuteStatementResponse> Run(BatchExecuteStatementRequest request)
    {
        var statements = request.Statements.ConvertAll(Statement.Of);
        if (statements.Count is 0 or > 25 || statements.DistinctBy(static statement => statement.Key).Count() != statements.Count)
        {
            throw DynamoDbErrors.Refusal("ValidationException");
        }

        var responses = statements.ConvertAll(statement =>
        {
            if (_universe.Dice.Hits(_universe.Rates.EntryFails))
            {
                return Failed(_universe.Dice.Of(["ThrottlingError", "ProvisionedThroughputExceeded", "InternalServerError"]));
            }

            var (after, error) = statement.Apply(_table.Find(statement.Key));
            if (after is null)
            {
                return Failed(error!);
            }

            _table.Write(statement.Key, new Row(after));
            return new BatchStatementResponse();
        });
        return new(
            new BatchExecuteStatementResponse { Responses = responses },
            string.Join(", ", responses.Select((response, i) => $"{statements[i].Key[..8]} {response.Error?.Code?.Value ?? "written"}")));
    }

    private Answer<UpdateItemResponse> Update(UpdateItemRequest request)
    {
        var key = Table.KeyOf(request.Key);
        var row = _table.Find(key);
        var expressions = new Expressions(request.ExpressionAttributeNames, request.ExpressionAttributeValues);
        if (!expressions.Holds(request.ConditionExpression, row ?? Nothing))
        {
            throw new ConditionalCheckFailedException("The conditional request failed")
            {
                ErrorCode = "ConditionalCheckFailedException",
                StatusCode = HttpStatusCode.BadRequest,
                Item = request.ReturnValuesOnConditionCheckFailure?.Value == "ALL_OLD" && row is not null ? new(row) : null,
            };
        }

        var after = new Row(expressions.Update(request.UpdateExpression, row ?? Nothing));
        _table.Write(key, after);
        return new(new UpdateItemResponse(), $"now {after[OrdersTable.Status].S} version {after[OrdersTable.Version].N}");
    }

    private Answer<GetItemResponse> Get(GetItemRequest request)
    {
        var row = _table.FindAt(Table.KeyOf(request.Key), Seen(request.ConsistentRead == true));
        return new(new GetItemResponse { Item = row is null ? null : new(row) }, row is null ? "nothing" : "found");
    }

    private Answer<BatchGetItemResponse> GetMany(BatchGetItemRequest request)
    {
        var (table, wanted) = request.RequestItems.Single();
        var ids = wanted.Keys.ConvertAll(Table.KeyOf);
        if (ids.Count is 0 or > 100 || ids.Distinct().Count() != ids.Count)
        {
            throw DynamoDbErrors.Refusal("ValidationException");
        }

        var left = _universe.Dice.Hits(_universe.Rates.EntryFails) ? _universe.Dice.Below(ids.Count + 1) : 0;
        var attributes = wanted.ProjectionExpression.Split(", ").Select(name => wanted.ExpressionAttributeNames[name]).ToHashSet();
        var found = ids.SkipLast(left).Select(id => _table.FindAt(id, Seen(wanted.ConsistentRead == true))).OfType<Row>().ToList();
        return new(
            new BatchGetItemResponse
            {
                Responses = new() { [table] = found.ConvertAll(row => row.Where(pair => attributes.Contains(pair.Key)).ToDictionary()) },
                UnprocessedKeys = left == 0 ? [] : new()
                {
                    [table] = new KeysAndAttributes
                    {
                        Keys = [.. wanted.Keys.TakeLast(left)],
                        ConsistentRead = wanted.ConsistentRead,
                        ProjectionExpression = wanted.ProjectionExpression,
                        ExpressionAttributeNames = wanted.ExpressionAttributeNames,
                    },
                },
            },
            $"{found.Count} found, {left} left");
    }

    private Answer<QueryResponse> Query(QueryRequest request)
    {
        var expressions = new Expressions(request.ExpressionAttributeNames, request.ExpressionAttributeValues);
        // An index follows its table after a moment.
        var due = _table.RowsAt(Seen(isConsistent: false))
            .Where(row => row.ContainsKey(OrdersTable.StatusShard) && expressions.Holds(request.KeyConditionExpression, row))
            .OrderBy(static row => row[OrdersTable.CreatedAt].S + Table.KeyOf(row), StringComparer.Ordinal)
            .ToList();
        if (request.ExclusiveStartKey is { Count: > 0 } start)
        {
            var place = start[OrdersTable.CreatedAt].S + Table.KeyOf(start);
            due = [.. due.Where(row => string.CompareOrdinal(row[OrdersTable.CreatedAt].S + Table.KeyOf(row), place) > 0)];
        }

        var page = due.Take(Math.Min(request.Limit ?? int.MaxValue, 3)).ToList();
        return new(
            new QueryResponse
            {
                Items = [.. page.Where(row => expressions.Holds(request.FilterExpression, row)).Select(static row => new Dictionary<string, AttributeValue>(row))],
                LastEvaluatedKey = page.Count < due.Count
                    ? page[^1].Where(static pair => pair.Key is OrdersTable.OrderId or OrdersTable.StatusShard or OrdersTable.CreatedAt).ToDictionary()
                    : null,
            },
            $"{page.Count} rows");
    }

    private DateTimeOffset Seen(bool isConsistent) =>
        !isConsistent && _universe.Dice.Hits(_universe.Rates.StaleRead) ? _universe.Now - TimeSpan.FromSeconds(1) : _universe.Now;

    private static BatchStatementResponse Failed(string code) => new() { Error = new BatchStatementError { Code = code, Message = code } };
}

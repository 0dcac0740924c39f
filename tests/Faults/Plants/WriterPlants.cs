using Amazon.DynamoDBv2.Model;
using Orders.Storage;
using Orders.Tests.Faults.Services;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Faults.Plants;

/// <summary>The Processor acknowledges an order while its write is still on the way.</summary>
internal sealed class AcknowledgesBeforeTheWrite : Plant
{
    public override Task<BatchExecuteStatementResponse> WriteAsync(BatchExecuteStatementRequest request, Func<Task<BatchExecuteStatementResponse>> call)
    {
        _ = call();
        return Task.FromResult(new BatchExecuteStatementResponse { Responses = request.Statements.ConvertAll(static _ => new BatchStatementResponse()) });
    }
}

/// <summary>The Processor takes a rejection for recorded whatever the table answers.</summary>
internal sealed class TakesEveryRejectionForRecorded : Plant
{
    public override async Task<BatchExecuteStatementResponse> WriteAsync(BatchExecuteStatementRequest request, Func<Task<BatchExecuteStatementResponse>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception) when (request.Statements.TrueForAll(static statement => Statement.Of(statement).Key.StartsWith("rejected#", StringComparison.Ordinal)))
        {
            return new BatchExecuteStatementResponse { Responses = request.Statements.ConvertAll(static _ => new BatchStatementResponse()) };
        }
    }
}

/// <summary>The Processor takes every order that is there already for a repeat.</summary>
internal sealed class TakesEveryDuplicateForARepeat : Plant
{
    public override async Task<BatchExecuteStatementResponse> WriteAsync(
        BatchExecuteStatementRequest request, Func<Task<BatchExecuteStatementResponse>> call)
    {
        var response = await call().ConfigureAwait(false);
        response.Responses = response.Responses.ConvertAll(static entry => entry.Error?.Code == "DuplicateItem" ? new BatchStatementResponse() : entry);
        return response;
    }
}

/// <summary>The Processor takes the row that its own first attempt wrote, whose answer was lost, for somebody else's.</summary>
internal sealed class TakesItsOwnWriteForAConflict : Plant
{
    private readonly HashSet<string> _tried = [];

    public override Task<BatchExecuteStatementResponse> WriteAsync(BatchExecuteStatementRequest request, Func<Task<BatchExecuteStatementResponse>> call)
    {
        _tried.UnionWith(request.Statements.Select(static statement => Statement.Of(statement).Key));
        return call();
    }

    public override async Task<BatchGetItemResponse> ReadAsync(BatchGetItemRequest request, Func<Task<BatchGetItemResponse>> call)
    {
        var response = await call().ConfigureAwait(false);
        foreach (var row in response.Responses.Values.SelectMany(static rows => rows).Where(row => _tried.Contains(Table.KeyOf(row))))
        {
            row[OrdersTable.ContentHash] = new AttributeValue("another");
        }

        return response;
    }
}

/// <summary>A change of status does not ask for the version that it was meant for.</summary>
internal sealed class UpdatesWithoutTheVersion : Plant
{
    public override Task<UpdateItemResponse> UpdateAsync(UpdateItemRequest request, Func<Task<UpdateItemResponse>> call)
    {
        request.ConditionExpression = request.ConditionExpression.Replace(" AND #version = :expected", "", StringComparison.Ordinal);
        request.ExpressionAttributeValues.Remove(":expected");
        return call();
    }

    public override Task<BatchExecuteStatementResponse> WriteAsync(BatchExecuteStatementRequest request, Func<Task<BatchExecuteStatementResponse>> call)
    {
        Conditions.Drop(request, """ AND "version" = ?""");
        return call();
    }
}

/// <summary>A change of status does not ask for the status that it comes from.</summary>
internal sealed class UpdatesWithoutTheStatus : Plant
{
    public override Task<UpdateItemResponse> UpdateAsync(UpdateItemRequest request, Func<Task<UpdateItemResponse>> call)
    {
        request.ConditionExpression = "attribute_exists(#id)";
        return call();
    }

    public override Task<BatchExecuteStatementResponse> WriteAsync(BatchExecuteStatementRequest request, Func<Task<BatchExecuteStatementResponse>> call)
    {
        Conditions.Drop(request, """ AND "version" = ?""");
        Conditions.Drop(request, """ AND "status" = ?""");
        return call();
    }
}

file static class Conditions
{
    /// <summary>Takes the last condition out of each statement that ends in it.</summary>
    public static void Drop(BatchExecuteStatementRequest request, string last)
    {
        foreach (var statement in request.Statements.Where(statement => statement.Statement.EndsWith(last, StringComparison.Ordinal)))
        {
            statement.Statement = statement.Statement[..^last.Length];
            statement.Parameters.RemoveAt(statement.Parameters.Count - 1);
        }
    }
}

/// <summary>The expiry takes the sender's time for that of the acceptance.</summary>
internal sealed class ExpiresByTheSendersClock : Plant
{
    public override Task<QueryResponse> QueryAsync(QueryRequest request, Func<Task<QueryResponse>> call)
    {
        request.FilterExpression = null;
        return call();
    }
}

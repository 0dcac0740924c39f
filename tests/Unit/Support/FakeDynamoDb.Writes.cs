using System.Net;
using System.Text.RegularExpressions;
using Amazon.DynamoDBv2.Model;
using Orders.Storage;

namespace Orders.Tests.Unit.Support;

internal sealed partial class FakeDynamoDb
{
    /// <summary>Fails one statement of a batch.</summary>
    public Func<BatchStatementRequest, BatchStatementError?>? FailStatement { get; set; }

    public override Task<BatchExecuteStatementResponse> BatchExecuteStatementAsync(
        BatchExecuteStatementRequest request, CancellationToken cancellationToken = default) => RunAsync(
        request,
        () =>
        {
            var keys = request.Statements.ConvertAll(static statement => statement.Parameters[0].S);
            if (keys.Count is 0 or > 25 || keys.Distinct().Count() != keys.Count)
            {
                throw Faults.DynamoDb("ValidationException", 400);
            }

            return new BatchExecuteStatementResponse { Responses = request.Statements.ConvertAll(Insert) };
        },
        cancellationToken);

    public override Task<UpdateItemResponse> UpdateItemAsync(UpdateItemRequest request, CancellationToken cancellationToken = default) => RunAsync(
        request,
        () =>
        {
            var key = request.Key[OrdersTable.OrderId].S;
            var expressions = new Expressions(request.ExpressionAttributeNames, request.ExpressionAttributeValues);
            var row = Rows.GetValueOrDefault(key) ?? [];
            if (!expressions.Holds(request.ConditionExpression, row))
            {
                var returned = request.ReturnValuesOnConditionCheckFailure?.Value == "ALL_OLD" && row.Count > 0 ? row : null;
                throw new ConditionalCheckFailedException("The conditional request failed")
                {
                    ErrorCode = "ConditionalCheckFailedException",
                    StatusCode = HttpStatusCode.BadRequest,
                    Item = returned,
                };
            }

            Rows[key] = expressions.Update(request.UpdateExpression, row);
            return new UpdateItemResponse();
        },
        cancellationToken);

    private static Dictionary<string, AttributeValue> Row(BatchStatementRequest statement)
    {
        var match = Insertion().Match(statement.Statement);
        if (!match.Success || match.Groups["table"].Value != Given.TableName)
        {
            throw new NotSupportedException(statement.Statement);
        }

        var names = match.Groups["name"].Captures.Select(static capture => capture.Value).ToList();
        return names.Zip(statement.Parameters).ToDictionary(static pair => pair.First, static pair => pair.Second);
    }

    private BatchStatementResponse Insert(BatchStatementRequest statement)
    {
        if (FailStatement?.Invoke(statement) is { } error)
        {
            return new BatchStatementResponse { Error = error };
        }

        var row = Row(statement);
        return Rows.TryAdd(row[OrdersTable.OrderId].S, row)
            ? new BatchStatementResponse { TableName = Given.TableName }
            : new BatchStatementResponse { Error = new BatchStatementError { Code = "DuplicateItem", Message = "Duplicate primary key exists in table" } };
    }

    [GeneratedRegex("""^INSERT INTO "(?<table>\w+)" VALUE \{(?:'(?<name>\w+)': \?(?:, )?)+\}$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Insertion();
}

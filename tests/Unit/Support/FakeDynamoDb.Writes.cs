using System.Net;
using Amazon.DynamoDBv2.Model;
using Orders.Storage;

namespace Orders.Tests.Unit.Support;

internal sealed partial class FakeDynamoDb
{
    /// <summary>Fails one statement of a batch.</summary>
    public Func<BatchStatementRequest, BatchStatementError?>? FailStatement { get; set; }

    /// <summary>How many statements at the end of a batch are neither run nor answered; the number counts batches from 1.</summary>
    public Func<int, int> OmitStatements { get; set; } = static _ => 0;

    public override Task<BatchExecuteStatementResponse> BatchExecuteStatementAsync(
        BatchExecuteStatementRequest request, CancellationToken cancellationToken = default) => RunAsync(
        request,
        () =>
        {
            var keys = request.Statements.ConvertAll(static statement => Statement.Of(statement).Key);
            if (keys.Count is 0 or > 25 || keys.Distinct().Count() != keys.Count)
            {
                throw Faults.DynamoDb("ValidationException", 400);
            }

            return new BatchExecuteStatementResponse
            {
                Responses = OrNull<BatchStatementResponse>([.. request.Statements.SkipLast(OmitStatements(Sent<BatchExecuteStatementRequest>().Count())).Select(Run)]),
            };
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

    private BatchStatementResponse Run(BatchStatementRequest request)
    {
        if (FailStatement?.Invoke(request) is { } error)
        {
            return new BatchStatementResponse { Error = error };
        }

        var statement = Statement.Of(request);
        if (statement.Table != Given.TableName)
        {
            throw new NotSupportedException(request.Statement);
        }

        var rows = RowsOf(statement.Key);
        var (after, refusal) = statement.Apply(rows.GetValueOrDefault(statement.Key));
        if (after is null)
        {
            return new BatchStatementResponse { Error = new BatchStatementError { Code = refusal, Message = refusal } };
        }

        rows[statement.Key] = after;
        return new BatchStatementResponse { TableName = Given.TableName };
    }
}

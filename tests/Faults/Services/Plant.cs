using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.SQSEvents;
using Amazon.SQS.Model;

namespace Orders.Tests.Faults.Services;

/// <summary>
/// A bug, planted at a seam of the code: it behaves as the code would if the line that prevents the bug were missing. This one is
/// none.
/// </summary>
internal class Plant
{
    public static readonly Plant None = new();

    /// <summary>The bug in the operators' commands.</summary>
    public virtual Plant OfOperator => None;

    public virtual Task<SendMessageBatchResponse> SendAsync(SendMessageBatchRequest request, Func<Task<SendMessageBatchResponse>> call) => call();

    public virtual Task<BatchExecuteStatementResponse> WriteAsync(
        BatchExecuteStatementRequest request, Func<Task<BatchExecuteStatementResponse>> call) => call();

    public virtual Task<BatchGetItemResponse> ReadAsync(BatchGetItemRequest request, Func<Task<BatchGetItemResponse>> call) => call();

    public virtual Task<QueryResponse> QueryAsync(QueryRequest request, Func<Task<QueryResponse>> call) => call();

    public virtual Task<UpdateItemResponse> UpdateAsync(UpdateItemRequest request, Func<Task<UpdateItemResponse>> call) => call();

    public virtual Task<ChangeMessageVisibilityBatchResponse> ChangeVisibilityAsync(
        ChangeMessageVisibilityBatchRequest request, Func<Task<ChangeMessageVisibilityBatchResponse>> call) => call();

    public virtual string Ingest(string httpEvent) => httpEvent;

    public virtual Task<SQSBatchResponse> ProcessAsync(
        SQSEvent batch, ILambdaContext context, Func<SQSEvent, ILambdaContext, Task<SQSBatchResponse>> handler) => handler(batch, context);

    public virtual Task<StreamsEventResponse> NotifyAsync(
        DynamoDBEvent batch, ILambdaContext context, Func<DynamoDBEvent, ILambdaContext, Task<StreamsEventResponse>> handler) => handler(batch, context);
}

using Orders.Local.Proxies;

namespace Orders.Local.CloudWatch;

/// <summary>DynamoDB's metric of throttled writes, from the answers that a proxy's faults give: the emulator itself throttles nobody.</summary>
/// <param name="store">Receives the metric.</param>
/// <param name="table">The table's name.</param>
sealed class ThrottleMetrics(MetricStore store, string table)
{
    // Exceptions of a request, and codes of a batch's statements (DynamoDB Developer Guide, "Error handling").
    static readonly byte[][] Codes = ["ThrottlingException"u8.ToArray(), "ThrottlingError"u8.ToArray(), "ProvisionedThroughputExceeded"u8.ToArray(), "RequestLimitExceeded"u8.ToArray()];
    static readonly string[] Writes = ["BatchExecuteStatement", "ExecuteStatement", "UpdateItem", "PutItem", "DeleteItem", "BatchWriteItem"];

    /// <summary>The proxy's middleware.</summary>
    public async Task InvokeAsync(ProxiedCall call, Func<Task> next)
    {
        await next();
        if (call.Service == "dynamodb" && Writes.Contains(call.Operation) && call.Answer is { } answer && Array.Exists(Codes, code => answer.Body.Span.IndexOf(code) >= 0))
        {
            store.Add(new MetricSeries("AWS/DynamoDB", "WriteThrottleEvents", "TableName", table), 1);
        }
    }
}

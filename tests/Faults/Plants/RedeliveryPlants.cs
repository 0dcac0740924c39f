using System.Globalization;
using Amazon.Lambda.Core;
using Amazon.Lambda.SQSEvents;
using Amazon.SQS.Model;
using Orders.Tests.Faults.Services;

namespace Orders.Tests.Faults.Plants;

/// <summary>The Processor rejects a change at once that came before its placement or before the change that makes it legal.</summary>
internal sealed class RejectsEarlyChanges : Plant
{
    public override Task<SQSBatchResponse> ProcessAsync(
        SQSEvent batch, ILambdaContext context, Func<SQSEvent, ILambdaContext, Task<SQSBatchResponse>> handler)
    {
        // As if it had waited for longer than it may.
        foreach (var record in batch.Records.Where(static record => record.Body.Contains("order.change_status", StringComparison.Ordinal)))
        {
            var sent = long.Parse(record.Attributes["SentTimestamp"], CultureInfo.InvariantCulture);
            record.Attributes["SentTimestamp"] = (sent - (long)TimeSpan.FromHours(6).TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        }

        return handler(batch, context);
    }
}

/// <summary>The Processor leaves redelivered messages visible to the queue's own timeout, so that one that kills it comes back with its neighbours.</summary>
internal sealed class HandlesRedeliveriesAtOnce : Plant
{
    public override Task<ChangeMessageVisibilityBatchResponse> ChangeVisibilityAsync(
        ChangeMessageVisibilityBatchRequest request, Func<Task<ChangeMessageVisibilityBatchResponse>> call) =>
        Task.FromResult(new ChangeMessageVisibilityBatchResponse { Successful = [], Failed = [] });
}

using Amazon.Lambda.Core;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Tests.Faults.Services;

namespace Orders.Tests.Faults.Plants;

/// <summary>A sender takes a request that was answered for one whose every entry was accepted.</summary>
internal sealed class LooksAtNoEntry : Plant
{
    public override async Task<SendMessageBatchResponse> SendAsync(SendMessageBatchRequest request, Func<Task<SendMessageBatchResponse>> call)
    {
        await call().ConfigureAwait(false);
        return AllAccepted(request);
    }

    public static SendMessageBatchResponse AllAccepted(SendMessageBatchRequest request) =>
        new() { Successful = request.Entries.ConvertAll(static entry => new SendMessageBatchResultEntry { Id = entry.Id }), Failed = [] };
}

/// <summary>The Processor deletes a rejected message whatever became of its dead letter.</summary>
internal sealed class LooksAtNoDeadLetter : Plant
{
    public override async Task<SendMessageBatchResponse> SendAsync(SendMessageBatchRequest request, Func<Task<SendMessageBatchResponse>> call)
    {
        if (!request.QueueUrl.EndsWith("/orders-dlq", StringComparison.Ordinal))
        {
            return await call().ConfigureAwait(false);
        }

        try
        {
            await call().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is AmazonSQSException or HttpRequestException)
        {
            // As if nobody looked.
        }

        return LooksAtNoEntry.AllAccepted(request);
    }
}

/// <summary>The Notifier goes on with the next record after one whose event could not be sent.</summary>
internal sealed class GoesOnAfterAFailure : Plant
{
    public override async Task<StreamsEventResponse> NotifyAsync(
        DynamoDBEvent batch, ILambdaContext context, Func<DynamoDBEvent, ILambdaContext, Task<StreamsEventResponse>> handler)
    {
        var failures = new List<StreamsEventResponse.BatchItemFailure>();
        foreach (var record in batch.Records)
        {
            failures.AddRange((await handler(new DynamoDBEvent { Records = [record] }, context).ConfigureAwait(false)).BatchItemFailures);
        }

        return new StreamsEventResponse { BatchItemFailures = failures };
    }
}

/// <summary>The Notifier stops the batch for every consumer where one consumer's queue refuses an event.</summary>
internal sealed class StopsAllConsumersForOne : Plant
{
    public override Task<SendMessageBatchResponse> SendAsync(SendMessageBatchRequest request, Func<Task<SendMessageBatchResponse>> call) =>
        request.QueueUrl.EndsWith("/order-events-dlq", StringComparison.Ordinal) && request.Entries.Exists(static entry => entry.MessageAttributes["dead_letter"].StringValue.Contains("undeliverable", StringComparison.Ordinal))
            ? Task.FromException<SendMessageBatchResponse>(SqsErrors.Of(SqsErrors.Unavailable))
            : call();
}

/// <summary>A sender sends again what the queue refuses for its size, and never gives up.</summary>
internal sealed class TakesASizeErrorForTransient : Plant
{
    public override async Task<SendMessageBatchResponse> SendAsync(SendMessageBatchRequest request, Func<Task<SendMessageBatchResponse>> call)
    {
        var response = await call().ConfigureAwait(false);
        foreach (var refused in response.Failed.Where(static entry => entry.Code == "InvalidParameterValue"))
        {
            (refused.Code, refused.SenderFault) = ("InternalError", false);
        }

        return response;
    }
}

/// <summary>The replay of quarantined events deletes a letter whatever became of its event.</summary>
internal sealed class DeletesBeforeTheResend : Plant
{
    public override Plant OfOperator { get; } = new LooksAtNoAnswer();

    private sealed class LooksAtNoAnswer : Plant
    {
        public override async Task<SendMessageBatchResponse> SendAsync(SendMessageBatchRequest request, Func<Task<SendMessageBatchResponse>> call)
        {
            try
            {
                await call().ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is AmazonSQSException or HttpRequestException)
            {
                // As if nobody looked.
            }

            return LooksAtNoEntry.AllAccepted(request);
        }
    }
}

/// <summary>An idempotency key is looked up without regard to whose it is.</summary>
internal sealed class ScopesKeysWithoutTheOwner : Plant
{
    public override string Ingest(string httpEvent) => httpEvent.Replace("\"sub\":\"grace\"", "\"sub\":\"ada\"", StringComparison.Ordinal);
}

using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Queues;
using Orders.Tests.Faults.World;

namespace Orders.Tests.Faults.Services;

/// <summary>The SQS client of one process.</summary>
internal sealed class SimulatedSqs() : AmazonSQSClient(new BasicAWSCredentials("id", "secret"), new AmazonSQSConfig { ServiceURL = "http://127.0.0.1:1" })
{
    private Universe _universe = null!;
    private Wire _wire = null!;
    private IReadOnlyDictionary<string, Queue> _queues = null!;
    private Plant _plant = null!;

    /// <summary>Puts the client into a process.</summary>
    public SimulatedSqs In(Universe universe, Process process, IReadOnlyDictionary<string, Queue> queuesByUrl, Plant plant)
    {
        (_universe, _queues, _plant) = (universe, queuesByUrl, plant);
        _wire = new Wire(universe, process, SqsErrors.Instance);
        return this;
    }

    public override Task<SendMessageBatchResponse> SendMessageBatchAsync(SendMessageBatchRequest request, CancellationToken cancellationToken = default)
    {
        var queue = _queues[request.QueueUrl];
        return _plant.SendAsync(
            request, () => CallAsync($"send {request.Entries.Count} to {queue.Name}", () => Send(queue, request), cancellationToken));
    }

    public override Task<ChangeMessageVisibilityBatchResponse> ChangeMessageVisibilityBatchAsync(
        ChangeMessageVisibilityBatchRequest request, CancellationToken cancellationToken = default)
    {
        var queue = _queues[request.QueueUrl];
        return _plant.ChangeVisibilityAsync(
            request, () => CallAsync($"hide {request.Entries.Count} of {queue.Name}", () => Hide(queue, request), cancellationToken));
    }

    private async Task<T> CallAsync<T>(string what, Func<Answer<T>> apply, CancellationToken cancellationToken) =>
        (await _wire.CallAsync(what, apply, cancellationToken).ConfigureAwait(false)).Response;

    private Answer<SendMessageBatchResponse> Send(Queue queue, SendMessageBatchRequest request)
    {
        if (request.Entries.Count is 0 or > 10 || request.Entries.DistinctBy(static entry => entry.Id).Count() != request.Entries.Count)
        {
            throw SqsErrors.Refusal("AWS.SimpleQueueService.TooManyEntriesInBatchRequest");
        }

        if (request.Entries.Sum(Size) > 256 * 1024)
        {
            throw SqsErrors.Refusal("AWS.SimpleQueueService.BatchRequestTooLong");
        }

        if (queue.Refusal is { } code)
        {
            throw SqsErrors.Of(code);
        }

        var response = new SendMessageBatchResponse { Successful = [], Failed = [] };
        foreach (var entry in request.Entries)
        {
            if (Size(entry) > queue.MaxBytes)
            {
                response.Failed.Add(new BatchResultErrorEntry { Id = entry.Id, Code = "InvalidParameterValue", SenderFault = true });
                continue;
            }

            if (_universe.Dice.Hits(_universe.Rates.EntryFails))
            {
                response.Failed.Add(new BatchResultErrorEntry { Id = entry.Id, Code = "InternalError", SenderFault = false });
                continue;
            }

            var id = queue.Send(entry.MessageBody, entry.MessageAttributes, entry.MessageGroupId, entry.MessageDeduplicationId);
            if (!_universe.Dice.Hits(_universe.Rates.EntryMissing))
            {
                response.Successful.Add(new SendMessageBatchResultEntry { Id = entry.Id, MessageId = id });
            }
        }

        return new(response, $"{response.Successful.Count} accepted, {response.Failed.Count} refused");
    }

    private static int Size(SendMessageBatchRequestEntry entry) =>
        new OutgoingMessage(entry.MessageBody) { Attributes = entry.MessageAttributes ?? [] }.SizeBytes;

    private static Answer<ChangeMessageVisibilityBatchResponse> Hide(Queue queue, ChangeMessageVisibilityBatchRequest request)
    {
        var response = new ChangeMessageVisibilityBatchResponse { Successful = [], Failed = [] };
        foreach (var entry in request.Entries)
        {
            try
            {
                queue.ChangeVisibility(entry.ReceiptHandle, TimeSpan.FromSeconds(entry.VisibilityTimeout ?? 0));
                response.Successful.Add(new ChangeMessageVisibilityBatchResultEntry { Id = entry.Id });
            }
            catch (AmazonSQSException exception)
            {
                response.Failed.Add(new BatchResultErrorEntry { Id = entry.Id, Code = exception.ErrorCode, SenderFault = true });
            }
        }

        return new(response, $"{response.Successful.Count} hidden for {string.Join(", ", request.Entries.Select(static entry => entry.VisibilityTimeout))} s");
    }
}

using System.Collections.Concurrent;
using System.Text;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Orders.Tests.Unit.Support;

/// <summary>SQS in memory, with the service's limits and with faults where a test wants them.</summary>
internal sealed class FakeSqs()
    : AmazonSQSClient(new BasicAWSCredentials("id", "secret"), new AmazonSQSConfig { ServiceURL = "http://127.0.0.1:1" })
{
    private readonly ConcurrentQueue<(string QueueUrl, SendMessageBatchRequestEntry Entry)> _accepted = new();
    private int _sends;

    /// <summary>Each send, as it came.</summary>
    public ConcurrentQueue<SendMessageBatchRequest> Sends { get; } = new();

    /// <summary>Each change of visibility, as it came.</summary>
    public ConcurrentQueue<ChangeMessageVisibilityBatchRequest> VisibilityChanges { get; } = new();

    /// <summary>Fails a send before it has an effect; the number counts sends from 1.</summary>
    public Func<SendMessageBatchRequest, int, Exception?>? FailBefore { get; set; }

    /// <summary>Fails a send after it had its effect: the answer is lost.</summary>
    public Func<SendMessageBatchRequest, int, Exception?>? FailAfter { get; set; }

    /// <summary>Refuses one entry.</summary>
    public Func<SendMessageBatchRequestEntry, int, BatchResultErrorEntry?>? RefuseEntry { get; set; }

    /// <summary>The largest message that a queue takes.</summary>
    public Func<string, int> MaxBytes { get; set; } = static _ => 256 * 1024;

    /// <summary>Leaves an entry out of the answer; it is not accepted either.</summary>
    public Func<SendMessageBatchRequestEntry, int, bool>? OmitEntry { get; set; }

    /// <summary>Fails a change of visibility.</summary>
    public Func<ChangeMessageVisibilityBatchRequest, Exception?>? FailVisibility { get; set; }

    /// <summary>Refuses to hide these receipt handles.</summary>
    public Func<string, bool>? RefuseHandle { get; set; }

    /// <summary>Refuses to hide these receipt handles for a passing reason.</summary>
    public Func<string, bool>? ThrottleHandle { get; set; }

    /// <summary>The code of that reason.</summary>
    public string ThrottleCode { get; set; } = "InternalError";

    public IReadOnlyList<SendMessageBatchRequestEntry> Messages(string queueUrl) =>
        [.. _accepted.Where(sent => sent.QueueUrl == queueUrl).Select(static sent => sent.Entry)];

    public override async Task<SendMessageBatchResponse> SendMessageBatchAsync(SendMessageBatchRequest request, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        Sends.Enqueue(request);
        var call = Interlocked.Increment(ref _sends);
        Throw(FailBefore?.Invoke(request, call));
        cancellationToken.ThrowIfCancellationRequested();
        CheckLimits(request);

        List<SendMessageBatchResultEntry> successful = [];
        List<BatchResultErrorEntry> failed = [];
        foreach (var entry in request.Entries.Where(entry => OmitEntry?.Invoke(entry, call) != true))
        {
            var tooLarge = Size(entry) > MaxBytes(request.QueueUrl) ? new BatchResultErrorEntry { Code = "InvalidParameterValue", SenderFault = true } : null;
            if ((RefuseEntry?.Invoke(entry, call) ?? tooLarge) is { } error)
            {
                error.Id = entry.Id;
                failed.Add(error);
            }
            else
            {
                _accepted.Enqueue((request.QueueUrl, entry));
                successful.Add(new SendMessageBatchResultEntry { Id = entry.Id, MessageId = $"sent-{entry.Id}" });
            }
        }

        Throw(FailAfter?.Invoke(request, call));
        return new SendMessageBatchResponse { Successful = OrNull(successful), Failed = OrNull(failed) };
    }

    public override async Task<ChangeMessageVisibilityBatchResponse> ChangeMessageVisibilityBatchAsync(
        ChangeMessageVisibilityBatchRequest request, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        VisibilityChanges.Enqueue(request);
        Throw(FailVisibility?.Invoke(request));
        cancellationToken.ThrowIfCancellationRequested();
        if (request.Entries.Count is 0 or > 10)
        {
            throw Faults.Sqs("AWS.SimpleQueueService.TooManyEntriesInBatchRequest", 400);
        }

        return new ChangeMessageVisibilityBatchResponse
        {
            Failed = OrNull<BatchResultErrorEntry>(
            [
                .. request.Entries.Where(entry => RefuseHandle?.Invoke(entry.ReceiptHandle) == true).Select(static entry =>
                    new BatchResultErrorEntry { Id = entry.Id, Code = "ReceiptHandleIsInvalid", SenderFault = true }),
                .. request.Entries.Where(entry => ThrottleHandle?.Invoke(entry.ReceiptHandle) == true).Select(entry =>
                    new BatchResultErrorEntry { Id = entry.Id, Code = ThrottleCode, SenderFault = false }),
            ]),
        };
    }

    // Version 4 of the SDK has null for a collection that the answer leaves out.
    private static List<T>? OrNull<T>(List<T> list) => list.Count > 0 ? list : null;

    private static void CheckLimits(SendMessageBatchRequest request)
    {
        if (request.Entries.Count is 0 or > 10 || request.Entries.DistinctBy(static entry => entry.Id).Count() != request.Entries.Count)
        {
            throw Faults.Sqs("AWS.SimpleQueueService.TooManyEntriesInBatchRequest", 400);
        }

        if (request.Entries.Sum(static entry => Size(entry)) > 256 * 1024)
        {
            throw Faults.Sqs("AWS.SimpleQueueService.BatchRequestTooLong", 400);
        }

        if (request.Entries.Any(static entry => entry.MessageAttributes?.Count > 10))
        {
            throw Faults.Sqs("InvalidParameterValue", 400);
        }
    }

    private static long Size(SendMessageBatchRequestEntry entry) =>
        Encoding.UTF8.GetByteCount(entry.MessageBody) + (entry.MessageAttributes ?? []).Sum(static attribute =>
            Encoding.UTF8.GetByteCount(attribute.Key) + Encoding.UTF8.GetByteCount(attribute.Value.DataType)
            + Encoding.UTF8.GetByteCount(attribute.Value.StringValue ?? "") + (attribute.Value.BinaryValue?.Length ?? 0));

    private static void Throw(Exception? exception)
    {
        if (exception is not null)
        {
            throw exception;
        }
    }
}

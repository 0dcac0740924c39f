using System.Globalization;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Orders.Tests.Unit.Support;

/// <summary>Queues in memory as an operator meets them: messages are hidden by looking, and deleted by the handle of their last delivery.</summary>
internal sealed class FakeQueues(TimeProvider time)
    : AmazonSQSClient(new BasicAWSCredentials("id", "secret"), new AmazonSQSConfig { ServiceURL = "http://127.0.0.1:1" })
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, Stored> _messages = [];
    private readonly Dictionary<(string Queue, string Deduplication), (string Id, DateTimeOffset At)> _deduplications = [];
    private int _ids;

    /// <summary>Refuses one entry of a send; null accepts it.</summary>
    public Func<SendMessageBatchRequestEntry, BatchResultErrorEntry?>? RefuseEntry { get; set; }

    /// <summary>Fails a send after it had its effect: the answer is lost.</summary>
    public Func<SendMessageBatchRequest, Exception?>? FailAfterSend { get; set; }

    /// <summary>Refuses to delete the message of this id.</summary>
    public Func<string, bool>? RefuseDelete { get; set; }

    /// <summary>Refuses to change the visibility timeout of the message of this id: the error's code; null changes it.</summary>
    public Func<string, string?>? RefuseChange { get; set; }

    /// <summary>The attributes of every queue, besides the numbers of its messages.</summary>
    public Dictionary<string, string> Attributes { get; } = [];

    /// <summary>How long each call takes.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>Is called with each receive, before it has an effect.</summary>
    public Action? OnReceive { get; set; }

    /// <summary>Is called with each entry that was accepted, and its message id.</summary>
    public Action<SendMessageBatchRequest, SendMessageBatchRequestEntry, string>? OnSent { get; set; }

    /// <summary>Puts a message on a queue.</summary>
    /// <returns>Its id.</returns>
    public string Put(
        string queueUrl, string body, Dictionary<string, MessageAttributeValue>? attributes = null, string? groupId = null, DateTimeOffset? sentAt = null,
        string? deduplicationId = null)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (deduplicationId is not null && _deduplications.TryGetValue((queueUrl, deduplicationId), out var before) && now - before.At < TimeSpan.FromMinutes(5))
            {
                // Accepted and dropped, as SQS does.
                return before.Id;
            }

            var id = $"00000000-0000-0000-0000-{++_ids:d12}";
            _messages[_ids] = new Stored(queueUrl, id, body, attributes, groupId, sentAt ?? now) { DeduplicationId = deduplicationId, SequenceNumber = _ids };
            if (deduplicationId is not null)
            {
                _deduplications[(queueUrl, deduplicationId)] = (id, now);
            }

            return id;
        }
    }

    /// <summary>What stands on a queue, hidden or not.</summary>
    public IReadOnlyList<Stored> On(string queueUrl)
    {
        lock (_gate)
        {
            return [.. _messages.Values.Where(message => message.QueueUrl == queueUrl)];
        }
    }

    /// <summary>What could be received from a queue now.</summary>
    public IReadOnlyList<Stored> VisibleOn(string queueUrl) => [.. On(queueUrl).Where(message => message.VisibleFrom <= time.GetUtcNow())];

    // While a message of a FIFO group is hidden, those behind it are not given out.
    private IEnumerable<Stored> Receivable(string queueUrl, DateTimeOffset now)
    {
        var there = _messages.Values.Where(message => message.QueueUrl == queueUrl);
        return (queueUrl.EndsWith(".fifo", StringComparison.Ordinal) ? there.GroupBy(static message => message.GroupId).Select(static group => group.First()) : there)
            .Where(message => message.VisibleFrom <= now);
    }

    private Stored? ByHandle(string handle) =>
        _messages.GetValueOrDefault(int.Parse(handle.AsSpan(24, 12), CultureInfo.InvariantCulture)) is { } message && message.Handle == handle ? message : null;

    private async Task ArriveAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        await (Latency > TimeSpan.Zero ? Task.Delay(Latency, time, cancellationToken) : Task.CompletedTask);
    }

    /// <summary>Takes everything off a queue, as its consumer does.</summary>
    public IReadOnlyList<Stored> Consume(string queueUrl)
    {
        lock (_gate)
        {
            var taken = On(queueUrl);
            foreach (var message in taken)
            {
                _messages.Remove(message.SequenceNumber);
            }

            return taken;
        }
    }

    public override async Task<ReceiveMessageResponse> ReceiveMessageAsync(ReceiveMessageRequest request, CancellationToken cancellationToken = default)
    {
        await ArriveAsync(cancellationToken);
        OnReceive?.Invoke();
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var taken = Receivable(request.QueueUrl, now).Take(request.MaxNumberOfMessages ?? 1).ToList();
            foreach (var message in taken)
            {
                message.Receive(now, TimeSpan.FromSeconds(request.VisibilityTimeout ?? 30));
            }

            return new ReceiveMessageResponse { Messages = OrNull(taken.ConvertAll(static message => message.ToMessage())) };
        }
    }

    public override async Task<ChangeMessageVisibilityBatchResponse> ChangeMessageVisibilityBatchAsync(
        ChangeMessageVisibilityBatchRequest request, CancellationToken cancellationToken = default)
    {
        Assert.InRange(request.Entries.Count, 1, 10);
        await ArriveAsync(cancellationToken);
        lock (_gate)
        {
            List<ChangeMessageVisibilityBatchResultEntry> successful = [];
            List<BatchResultErrorEntry> failed = [];
            foreach (var entry in request.Entries)
            {
                var message = ByHandle(entry.ReceiptHandle);
                var from = time.GetUtcNow() + TimeSpan.FromSeconds(entry.VisibilityTimeout ?? 0);
                // SQS hides a message for at most twelve hours from its receive.
                var refusal = message is null ? "ReceiptHandleIsInvalid"
                    : RefuseChange?.Invoke(message.Id) ?? (from > message.ReceivedAt + TimeSpan.FromHours(12) ? "InvalidParameterValue" : null);
                if (refusal is not null)
                {
                    failed.Add(new BatchResultErrorEntry { Id = entry.Id, Code = refusal, SenderFault = refusal != "InternalError" });
                    continue;
                }

                message!.VisibleFrom = from;
                successful.Add(new ChangeMessageVisibilityBatchResultEntry { Id = entry.Id });
            }

            return new ChangeMessageVisibilityBatchResponse { Successful = OrNull(successful), Failed = OrNull(failed) };
        }
    }

    public override async Task<SendMessageBatchResponse> SendMessageBatchAsync(SendMessageBatchRequest request, CancellationToken cancellationToken = default)
    {
        await ArriveAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        List<SendMessageBatchResultEntry> successful = [];
        List<BatchResultErrorEntry> failed = [];
        foreach (var entry in request.Entries)
        {
            Assert.InRange(entry.MessageAttributes?.Count ?? 0, 0, 10);
            if (RefuseEntry?.Invoke(entry) is { } error)
            {
                error.Id = entry.Id;
                failed.Add(error);
                continue;
            }

            var id = Put(request.QueueUrl, entry.MessageBody, entry.MessageAttributes, entry.MessageGroupId, deduplicationId: entry.MessageDeduplicationId);
            successful.Add(new SendMessageBatchResultEntry { Id = entry.Id, MessageId = id });
            OnSent?.Invoke(request, entry, id);
        }

        return FailAfterSend?.Invoke(request) is { } exception
            ? throw exception
            : new SendMessageBatchResponse { Successful = OrNull(successful), Failed = OrNull(failed) };
    }

    public override async Task<DeleteMessageBatchResponse> DeleteMessageBatchAsync(
        DeleteMessageBatchRequest request, CancellationToken cancellationToken = default)
    {
        await ArriveAsync(cancellationToken);
        lock (_gate)
        {
            List<DeleteMessageBatchResultEntry> successful = [];
            List<BatchResultErrorEntry> failed = [];
            foreach (var entry in request.Entries)
            {
                var message = ByHandle(entry.ReceiptHandle);
                if (message is not null && RefuseDelete?.Invoke(message.Id) == true)
                {
                    failed.Add(new BatchResultErrorEntry { Id = entry.Id, Code = "ReceiptHandleIsInvalid", SenderFault = true });
                    continue;
                }

                if (message is not null)
                {
                    _messages.Remove(message.SequenceNumber);
                }

                successful.Add(new DeleteMessageBatchResultEntry { Id = entry.Id });
            }

            return new DeleteMessageBatchResponse { Successful = OrNull(successful), Failed = OrNull(failed) };
        }
    }

    public override async Task<GetQueueAttributesResponse> GetQueueAttributesAsync(
        GetQueueAttributesRequest request, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        var (all, visible) = (On(request.QueueUrl).Count, VisibleOn(request.QueueUrl).Count);
        return new GetQueueAttributesResponse
        {
            Attributes = new(Attributes)
            {
                ["ApproximateNumberOfMessages"] = $"{visible}",
                ["ApproximateNumberOfMessagesNotVisible"] = $"{all - visible}",
                ["ApproximateNumberOfMessagesDelayed"] = "0",
            },
        };
    }

    // Version 4 of the SDK has null for a collection that the answer leaves out.
    private static List<T>? OrNull<T>(List<T> list) => list.Count > 0 ? list : null;

    /// <summary>A message that stands on a queue.</summary>
    internal sealed class Stored(
        string queueUrl, string id, string body, Dictionary<string, MessageAttributeValue>? attributes, string? groupId, DateTimeOffset sentAt)
    {
        private int _receives;

        public string QueueUrl => queueUrl;
        public string Id => id;
        public string Body => body;
        public string? GroupId => groupId;
        public string? DeduplicationId { get; init; }
        public int SequenceNumber { get; init; }
        public IReadOnlyDictionary<string, MessageAttributeValue> Attributes { get; } = attributes ?? [];
        public DateTimeOffset VisibleFrom { get; set; } = DateTimeOffset.MinValue;
        public string Handle => $"{id}/{_receives}";

        public DateTimeOffset ReceivedAt { get; private set; }

        public void Receive(DateTimeOffset now, TimeSpan visibilityTimeout) => (_receives, ReceivedAt, VisibleFrom) = (_receives + 1, now, now + visibilityTimeout);

        public Message ToMessage()
        {
            var system = new Dictionary<string, string> { ["ApproximateReceiveCount"] = $"{_receives}", ["SentTimestamp"] = $"{sentAt.ToUnixTimeMilliseconds()}" };
            if (groupId is not null)
            {
                system["MessageGroupId"] = groupId;
            }

            if (DeduplicationId is not null)
            {
                system["MessageDeduplicationId"] = DeduplicationId;
                system["SequenceNumber"] = $"{SequenceNumber:d20}";
            }

            return new Message { MessageId = id, ReceiptHandle = Handle, Body = body, MessageAttributes = attributes, Attributes = system };
        }
    }
}

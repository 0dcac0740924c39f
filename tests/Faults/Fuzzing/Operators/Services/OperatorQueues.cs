using System.Net;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Queues;
using Orders.Tests.Faults.Fuzzing.Operators.Inputs;

namespace Orders.Tests.Faults.Fuzzing.Operators.Services;

/// <summary>
/// The queues of a deployment, as an operator meets them: a look hides messages, and a message is deleted by the handle of its last delivery. It answers
/// at once, and remembers what one input had sent and deleted.
/// </summary>
internal sealed class OperatorQueues() : AmazonSQSClient(new BasicAWSCredentials("id", "secret"), new AmazonSQSConfig { ServiceURL = "http://127.0.0.1:1" })
{
    private const string UrlPrefix = "http://127.0.0.1:1/000000000000/";

    private readonly Lock _gate = new();
    private readonly List<Held> _held = [];
    private HashSet<string> _odd = [];
    private string _missing = "";

    /// <summary>What was sent, with the name of its queue.</summary>
    public List<(string Queue, SendMessageBatchRequestEntry Entry)> Sent { get; } = [];

    /// <summary>The ids of the messages that were deleted, in order.</summary>
    public List<string> Deleted { get; } = [];

    /// <summary>The messages that nobody can see any more although they are there.</summary>
    public IEnumerable<string> Hidden => _held.Where(static held => held.IsHidden).Select(static held => held.Item.Id);

    /// <summary>Puts the messages of an input on their queues.</summary>
    public void Begin(IEnumerable<LetterItem> letters, HashSet<string> odd)
    {
        _held.Clear();
        Sent.Clear();
        Deleted.Clear();
        _held.AddRange(letters.Select(static item => new Held(item)));
        (_odd, _missing) = (odd, odd.FirstOrDefault(static word => word.StartsWith("missing:", StringComparison.Ordinal))?["missing:".Length..] ?? "");
    }

    public override Task<GetQueueUrlResponse> GetQueueUrlAsync(string queueName, CancellationToken cancellationToken = default) => queueName == _missing || !Deployed.Queues.Contains(queueName)
        ? Task.FromException<GetQueueUrlResponse>(new QueueDoesNotExistException("The specified queue does not exist.")
        {
            ErrorCode = "AWS.SimpleQueueService.NonExistentQueue",
            StatusCode = HttpStatusCode.BadRequest,
        })
        : Task.FromResult(new GetQueueUrlResponse { QueueUrl = UrlPrefix + queueName });

    public override Task<GetQueueUrlResponse> GetQueueUrlAsync(GetQueueUrlRequest request, CancellationToken cancellationToken = default) =>
        GetQueueUrlAsync(request.QueueName, cancellationToken);

    public override Task<ReceiveMessageResponse> ReceiveMessageAsync(ReceiveMessageRequest request, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var name = NameOf(request.QueueUrl);
            var there = _held.Where(held => held.Item.Queue == name);
            var visible = (name.EndsWith(".fifo", StringComparison.Ordinal)
                ? there.GroupBy(static held => held.Item.GroupId).Select(static group => group.First()).Where(static held => !held.IsHidden)
                : there.Where(static held => !held.IsHidden)).Take(request.MaxNumberOfMessages ?? 1).ToList();
            var messages = visible.ConvertAll(static held => held.Receive());
            // The SDK leaves collections null that the service left out.
            return Task.FromResult(new ReceiveMessageResponse { Messages = messages.Count == 0 && _odd.Contains("null-messages") ? null : messages });
        }
    }

    public override Task<ChangeMessageVisibilityBatchResponse> ChangeMessageVisibilityBatchAsync(
        ChangeMessageVisibilityBatchRequest request, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            foreach (var entry in request.Entries)
            {
                _held.Find(held => held.Handle == entry.ReceiptHandle)?.IsHidden = entry.VisibilityTimeout > 0;
            }
        }

        return Task.FromResult(new ChangeMessageVisibilityBatchResponse
        {
            Successful = request.Entries.ConvertAll(static entry => new ChangeMessageVisibilityBatchResultEntry { Id = entry.Id }),
            Failed = _odd.Contains("null-failed") ? null : [],
        });
    }

    public override Task<SendMessageBatchResponse> SendMessageBatchAsync(SendMessageBatchRequest request, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var response = new SendMessageBatchResponse { Successful = [], Failed = _odd.Contains("null-failed") ? null : [] };
            foreach (var entry in request.Entries)
            {
                // One of many: the rest must not suffer from it.
                if (_odd.Contains("refuse-some") && entry.MessageBody.Length % 3 == 0)
                {
                    (response.Failed ??= []).Add(new BatchResultErrorEntry { Id = entry.Id, Code = "InvalidParameterValue", SenderFault = true });
                    continue;
                }

                Sent.Add((NameOf(request.QueueUrl), entry));
                response.Successful.Add(new SendMessageBatchResultEntry { Id = entry.Id, MessageId = _odd.Contains("null-id") ? null : $"5e4d0000-0000-4000-8000-{Sent.Count:d12}" });
            }

            return Task.FromResult(response);
        }
    }

    public override Task<DeleteMessageBatchResponse> DeleteMessageBatchAsync(DeleteMessageBatchRequest request, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var response = new DeleteMessageBatchResponse { Successful = [], Failed = _odd.Contains("null-failed") ? null : [] };
            foreach (var entry in request.Entries)
            {
                if (_held.Find(held => held.Handle == entry.ReceiptHandle) is { } held)
                {
                    Deleted.Add(held.Item.Id);
                    _held.Remove(held);
                    response.Successful.Add(new DeleteMessageBatchResultEntry { Id = entry.Id });
                }
                else
                {
                    (response.Failed ??= []).Add(new BatchResultErrorEntry { Id = entry.Id, Code = "ReceiptHandleIsInvalid", SenderFault = true });
                }
            }

            return Task.FromResult(response);
        }
    }

    public override Task<GetQueueAttributesResponse> GetQueueAttributesAsync(GetQueueAttributesRequest request, CancellationToken cancellationToken = default)
    {
        string Count(int number) => _odd.FirstOrDefault(static word => word.StartsWith("count:", StringComparison.Ordinal))?["count:".Length..] ?? $"{number}";
        var name = NameOf(request.QueueUrl);
        return Task.FromResult(new GetQueueAttributesResponse
        {
            Attributes = _odd.Contains("null-attributes") ? null : _odd.Contains("no-attributes") ? [] : new()
            {
                ["ApproximateNumberOfMessages"] = Count(_held.Count(held => held.Item.Queue == name && !held.IsHidden)),
                ["ApproximateNumberOfMessagesNotVisible"] = Count(_held.Count(held => held.Item.Queue == name && held.IsHidden)),
                ["ApproximateNumberOfMessagesDelayed"] = Count(0),
                ["QueueArn"] = $"arn:aws:sqs:eu-west-1:000000000000:{name}",
            },
        });
    }

#pragma warning disable CA2215 // A command disposes of its client; the next input has it again.
    protected override void Dispose(bool disposing)
    {
    }
#pragma warning restore CA2215

    private static string NameOf(string url) => url[UrlPrefix.Length..];

    private sealed class Held(LetterItem item)
    {
        private int _receives;

        public LetterItem Item => item;

        public bool IsHidden { get; set; }

        public string Handle => $"{item.Id}/{_receives}";

        public Message Receive()
        {
            (_receives, IsHidden) = (_receives + 1, true);
            return new Message { MessageId = item.Id, ReceiptHandle = Handle, Body = item.Body, MessageAttributes = item.Attributes, Attributes = item.System };
        }
    }
}

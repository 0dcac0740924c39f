using System.Buffers;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Queues;

namespace Orders.Tests.Faults.Fuzzing.Services;

/// <summary>An SQS that answers at once, and remembers what one input had sent.</summary>
internal sealed class InstantSqs() : AmazonSQSClient(new BasicAWSCredentials("id", "secret"), new AmazonSQSConfig { ServiceURL = "http://127.0.0.1:1" })
{
    private static readonly SearchValues<char> Refused =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(static code => (char)code).Except(['\t', '\n', '\r']), '\uFFFE', '\uFFFF']);

    private const int LargestMessage = SqsLimits.MessageBytes;

    /// <summary>What was sent since <see cref="Begin"/>.</summary>
    public List<(string QueueUrl, SendMessageBatchRequestEntry Entry)> Sent { get; } = [];

    /// <summary>The receipt handles of the messages that were hidden.</summary>
    public HashSet<string> Hidden { get; } = [];

    public void Begin()
    {
        Sent.Clear();
        Hidden.Clear();
    }

    public IEnumerable<SendMessageBatchRequestEntry> To(string queueUrl) =>
        Sent.Where(sent => sent.QueueUrl == queueUrl).Select(static sent => sent.Entry);

    public override Task<SendMessageBatchResponse> SendMessageBatchAsync(SendMessageBatchRequest request, CancellationToken cancellationToken = default)
    {
        Sent.AddRange(request.Entries.Select(entry => (request.QueueUrl, entry)));
        return Task.FromResult(new SendMessageBatchResponse
        {
            Successful = request.Entries.ConvertAll(static entry => new SendMessageBatchResultEntry { Id = entry.Id }),
            Failed = [],
        });
    }

    public override Task<ChangeMessageVisibilityBatchResponse> ChangeMessageVisibilityBatchAsync(
        ChangeMessageVisibilityBatchRequest request, CancellationToken cancellationToken = default)
    {
        Hidden.UnionWith(request.Entries.Select(static entry => entry.ReceiptHandle ?? ""));
        return Task.FromResult(new ChangeMessageVisibilityBatchResponse { Failed = [] });
    }

    /// <summary>Whether SQS takes a text (SendMessage, API Reference: the characters of XML 1.0; 256 KiB).</summary>
    public static bool Takes(string text) => text.Length is > 0 and <= LargestMessage && !text.AsSpan().ContainsAny(Refused) && IsUnicode(text);

    private static bool IsUnicode(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }
}

using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Orders.Tests.Contract.Support;

/// <summary>Keeps what is sent.</summary>
sealed class FakeSqs() : AmazonSQSClient(new BasicAWSCredentials("id", "key"), new AmazonSQSConfig { ServiceURL = "http://127.0.0.1:1" })
{
    public List<SendMessageBatchRequestEntry> Sent { get; } = [];

    /// <summary>Tells which entries the service refuses.</summary>
    public Func<SendMessageBatchRequestEntry, bool> Refuses { get; set; } = static _ => false;

    public override Task<SendMessageBatchResponse> SendMessageBatchAsync(SendMessageBatchRequest request, CancellationToken cancellationToken = default)
    {
        var refused = request.Entries.Where(Refuses).ToList();
        var sent = request.Entries.Except(refused).ToList();
        Sent.AddRange(sent);
        return Task.FromResult(new SendMessageBatchResponse
        {
            Successful = sent.ConvertAll(static entry => new SendMessageBatchResultEntry { Id = entry.Id, MessageId = "message-" + entry.Id }),
            Failed = refused.ConvertAll(static entry => new BatchResultErrorEntry { Id = entry.Id, Code = "AccessDenied", SenderFault = true }),
        });
    }
}

using System.Collections.Concurrent;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Orders.Tests.Integration.Support;

/// <summary>Empties a queue for as long as it lives, as its consumer would, and keeps what came in its order.</summary>
sealed class Mailbox : IAsyncDisposable
{
    readonly ConcurrentQueue<Message> _received = new();
    readonly CancellationTokenSource _stop = new();
    readonly Task _reading;

    public Mailbox(IAmazonSQS sqs, string queueUrl) => _reading = ReadAsync(sqs, queueUrl);

    /// <summary>What has come by now.</summary>
    public IReadOnlyList<Message> Received => [.. _received];

    /// <summary>Waits until at least so many messages that are meant have come.</summary>
    public async Task<IReadOnlyList<Message>> WaitAsync(Func<Message, bool> isMeant, string what, int count = 1, double withinSeconds = 20)
    {
        List<Message> meant = [];
        await Eventually.HoldsAsync(() => (meant = [.. Received.Where(isMeant)]).Count >= count, $"{count} of {what}", withinSeconds);
        return meant;
    }

    /// <summary>Waits for the one message that is meant.</summary>
    public async Task<Message> SingleAsync(Func<Message, bool> isMeant, string what, double withinSeconds = 20) =>
        Assert.Single(await WaitAsync(isMeant, what, 1, withinSeconds));

    async Task ReadAsync(IAmazonSQS sqs, string queueUrl)
    {
        var request = new ReceiveMessageRequest(queueUrl)
        {
            MaxNumberOfMessages = 10,
            WaitTimeSeconds = 1,
            MessageAttributeNames = ["All"],
            MessageSystemAttributeNames = ["All"],
        };
        try
        {
            while (true)
            {
                foreach (var message in (await sqs.ReceiveMessageAsync(request, _stop.Token)).Messages ?? [])
                {
                    _received.Enqueue(message);
                    await sqs.DeleteMessageAsync(queueUrl, message.ReceiptHandle, _stop.Token);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Closed.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _stop.Dispose();
    }
}

using System.Collections.Concurrent;
using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Local.Settings;

namespace Orders.Cli.Demo;

/// <summary>Reads one consumer's queue as a consumer does, and keeps which events came, in their order.</summary>
internal sealed class ConsumerReader(IAmazonSQS sqs, ConsumerSettings consumer, string queueUrl)
{
    private int _received;

    /// <summary>Whose queue it is.</summary>
    public ConsumerSettings Consumer => consumer;

    /// <summary>How many events came.</summary>
    public int Received => Volatile.Read(ref _received);

    /// <summary>The sequence numbers that came, by order id.</summary>
    public ConcurrentDictionary<string, List<int>> Sequences { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads until the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var request = new ReceiveMessageRequest(queueUrl) { MaxNumberOfMessages = 10, WaitTimeSeconds = 1 };
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var response = await sqs.ReceiveMessageAsync(request, cancellationToken);
                if (response.Messages is not { Count: > 0 } messages)
                {
                    continue;
                }

                messages.ForEach(message => Enter(message.Body));
                var entries = messages.Select(static (message, index) => new DeleteMessageBatchRequestEntry($"{index}", message.ReceiptHandle)).ToList();
                await sqs.DeleteMessageBatchAsync(queueUrl, entries, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private void Enter(string body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        var sequences = Sequences.GetOrAdd(root.GetProperty("subject").GetString()!, static _ => []);
        lock (sequences)
        {
            sequences.Add(int.Parse(root.GetProperty("sequence").GetString()!));
        }

        Interlocked.Increment(ref _received);
    }
}

using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Orders.Local.Mappings.Sqs;

/// <summary>A queue, through the SQS client.</summary>
sealed class SqsSource(IAmazonSQS sqs, string queueUrl) : ISqsSource
{
    const int EntriesPerCall = 10;

    public async Task<IReadOnlyList<Message>> ReceiveAsync(int maximum, TimeSpan wait, CancellationToken cancellation)
    {
        var response = await sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest
            {
                QueueUrl = queueUrl,
                MaxNumberOfMessages = Math.Min(maximum, EntriesPerCall),
                WaitTimeSeconds = (int)Math.Ceiling(wait.TotalSeconds),
                MessageAttributeNames = ["All"],
                MessageSystemAttributeNames = ["All"],
            },
            cancellation);
        return response.Messages ?? [];
    }

    public async Task<IReadOnlyList<string>> DeleteAsync(IReadOnlyList<Message> messages, CancellationToken cancellation)
    {
        var failed = new List<string>();
        foreach (var chunk in messages.Chunk(EntriesPerCall))
        {
            var response = await sqs.DeleteMessageBatchAsync(
                new DeleteMessageBatchRequest
                {
                    QueueUrl = queueUrl,
                    Entries = [.. chunk.Select(static (m, i) => new DeleteMessageBatchRequestEntry(i.ToString(CultureInfo.InvariantCulture), m.ReceiptHandle))],
                },
                cancellation);
            failed.AddRange((response.Failed ?? []).Select(f => chunk[int.Parse(f.Id, CultureInfo.InvariantCulture)].MessageId));
        }

        return failed;
    }
}

using Amazon.Lambda.DynamoDBEvents;
using Amazon.SQS.Model;
using Orders.Json;
using Orders.Queues;
using Orders.Validation;

namespace Orders.Notifier;

/// <summary>Dead-letters whole records that give no event to <c>order-events-dlq</c>, so that they do not stop the shard.</summary>
public sealed class RecordQuarantine(QueueSender sender, string queueUrl, TimeProvider time)
{
    /// <summary>Sends one record; without its images if it would be larger than a message, as two rows of 400 KB can be in JSON.</summary>
    /// <param name="record">The record.</param>
    /// <param name="reason">Why it gives no event.</param>
    /// <param name="requestId">The id of the Lambda request in which that was found.</param>
    /// <param name="cancellationToken">The deadline.</param>
    /// <returns>The result; if the record was not sent, the batch must stop at it.</returns>
    public async Task<SendResult> SendAsync(
        DynamoDBEvent.DynamodbStreamRecord record, FieldError reason, string requestId, CancellationToken cancellationToken)
    {
        var attributes = new Dictionary<string, MessageAttributeValue>(1);
        DeadLetter.AddReasonTo(
            attributes, reason, time.GetUtcNow(), requestId, record, static (writer, unread) => writer.WriteOptional("sequence_number", unread.Dynamodb?.SequenceNumber));
        var letter = new OutgoingMessage(StreamRecordJson.Write(record, withImages: true)) { Attributes = attributes };
        var results = await sender.SendAsync(queueUrl, [letter], cancellationToken);
        if (results[0].Cause == QueueSender.TooLong)
        {
            results = await sender.SendAsync(queueUrl, [letter with { Body = StreamRecordJson.Write(record, withImages: false) }], cancellationToken);
        }

        return results[0];
    }
}

using Amazon.Lambda.DynamoDBEvents;
using Amazon.SQS.Model;
using Orders.Json;
using Orders.Queues;
using Orders.Storage;
using Orders.Validation;

namespace Orders.Notifier;

/// <summary>Puts records that cannot be read on <c>order-events-dlq</c>, whole, so that they do not stop the shard.</summary>
public sealed class SetAside(QueueSender sender, string queueUrl, TimeProvider time)
{
    /// <summary>The code of these dead letters.</summary>
    public const string Code = "unreadable_record";

    /// <summary>Sends one record.</summary>
    /// <returns>Whether it was sent; where not, the batch must stop at it.</returns>
    public async Task<SendResult> SendAsync(
        DynamoDBEvent.DynamodbStreamRecord record, UnreadableRowException problem, string requestId, CancellationToken cancellationToken)
    {
        var reason = new FieldError(problem.Attribute, Code, "is missing or not as the table defines it");
        var now = time.GetUtcNow();
        var letter = new OutgoingMessage(StreamRecordJson.Write(record))
        {
            Attributes = new Dictionary<string, MessageAttributeValue>
            {
                [DeadLetter.AttributeName] = new()
                {
                    DataType = "String",
                    StringValue = JsonWriting.ToText((reason, now, requestId, record), static (writer, letter) =>
                    {
                        writer.WriteStartObject();
                        writer.WriteString("code", letter.reason.Code);
                        writer.WriteString("field", letter.reason.Field);
                        writer.WriteString("message", letter.reason.ToString());
                        writer.WriteTime("failed_at", letter.now);
                        writer.WriteOptional("sequence_number", letter.record.Dynamodb?.SequenceNumber);
                        writer.WriteString("request_id", letter.requestId);
                        writer.WriteEndObject();
                    }),
                },
            },
        };
        var results = await sender.SendAsync(queueUrl, [letter], cancellationToken);
        return results[0];
    }
}

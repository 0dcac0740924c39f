using System.Collections.ObjectModel;
using Amazon.Lambda.SQSEvents;
using Amazon.SQS.Model;
using Orders.Queues;

namespace Orders.Processor;

/// <summary>Takes messages out of Lambda's event.</summary>
internal static class IncomingMessages
{
    public static IncomingMessage From(SQSEvent.SQSMessage record) => new()
    {
        MessageId = record.MessageId ?? "",
        ReceiptHandle = record.ReceiptHandle ?? "",
        Body = record.Body ?? "",
        ReceiveCount = IncomingMessage.ReadReceiveCount(record.Attributes?.GetValueOrDefault("ApproximateReceiveCount")),
        SentAt = IncomingMessage.ReadSentAt(record.Attributes?.GetValueOrDefault("SentTimestamp")),
        GroupId = record.Attributes?.GetValueOrDefault("MessageGroupId"),
        Attributes = Attributes(record),
    };

    public static bool IsFifo(SQSEvent.SQSMessage record) => record.EventSourceArn?.EndsWith(".fifo", StringComparison.Ordinal) == true;

    // Lambda gives empty lists for the list values, which SQS does not take: only a text or a binary goes on.
    private static IReadOnlyDictionary<string, MessageAttributeValue> Attributes(SQSEvent.SQSMessage record) => record.MessageAttributes is not { Count: > 0 } given
        ? ReadOnlyDictionary<string, MessageAttributeValue>.Empty
        : given.Where(static attribute => attribute.Value is not null).ToDictionary(
            static attribute => attribute.Key,
            static attribute => new MessageAttributeValue
            {
                DataType = attribute.Value.DataType,
                StringValue = attribute.Value.StringValue,
                BinaryValue = attribute.Value.BinaryValue is { Length: > 0 } binary ? binary : null,
            },
            StringComparer.Ordinal);
}

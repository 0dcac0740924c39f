using System.Collections.ObjectModel;
using Amazon.Lambda.SQSEvents;
using Amazon.SQS.Model;
using Orders.Queues;
using Orders.Validation;

namespace Orders.Processor;

/// <summary>Reads messages from Lambda's event.</summary>
internal static class IncomingMessages
{
    private const string Source = "aws:sqs";

    /// <summary>Returns the messages of a batch. A null record has no content, and is left out.</summary>
    /// <exception cref="UnexpectedEventException">The event is not, or not only, from SQS.</exception>
    public static List<SQSEvent.SQSMessage> RecordsOf(SQSEvent? batch)
    {
        var records = batch?.Records?.FindAll(static record => record is not null);
        // A hand-made event may leave eventSource out; a record of SNS has none either, but it has no messageId.
        UnexpectedEventException.ThrowUnlessAllAre(
            Source, records?.Select(static record => record.EventSource ?? (record.MessageId is null ? null : Source)));
        return records!;
    }

    public static IncomingMessage From(SQSEvent.SQSMessage record) => new()
    {
        MessageId = record.MessageId ?? "",
        ReceiptHandle = record.ReceiptHandle ?? "",
        Body = record.Body ?? "",
        ReceiveCount = IncomingMessage.ReadReceiveCount(record.Attributes?.GetValueOrDefault("ApproximateReceiveCount")),
        SentAt = IncomingMessage.ReadSentAt(record.Attributes?.GetValueOrDefault("SentTimestamp")),
        GroupId = record.Attributes?.GetValueOrDefault("MessageGroupId"),
        SenderId = record.Attributes?.GetValueOrDefault("SenderId"),
        TraceHeader = record.Attributes?.GetValueOrDefault("AWSTraceHeader"),
        Attributes = Attributes(record),
    };

    // Lambda has empty lists for the list values, which SQS does not accept: only a string or a binary value is kept.
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

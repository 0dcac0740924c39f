using System.Collections.ObjectModel;
using Amazon.Lambda.SQSEvents;
using Amazon.SQS.Model;
using Orders.Queues;
using Orders.Validation;

namespace Orders.Processor;

/// <summary>Takes messages out of Lambda's event.</summary>
internal static class IncomingMessages
{
    private const string Source = "aws:sqs";

    /// <summary>The messages of a batch. A null holds nothing, and is left out.</summary>
    /// <exception cref="UnexpectedEventException">The event is not, or not only, of SQS.</exception>
    public static List<SQSEvent.SQSMessage> RecordsOf(SQSEvent? batch)
    {
        var records = batch?.Records?.FindAll(static record => record is not null);
        // An event that was made by hand may leave eventSource out; a record of SNS has none either, but no messageId.
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

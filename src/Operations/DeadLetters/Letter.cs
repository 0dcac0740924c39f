using System.Globalization;
using System.Text.Json.Serialization;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Messages;
using Orders.Queues;
using Orders.Validation;

namespace Orders.Operations.DeadLetters;

/// <summary>A message of a dead-letter queue, taken apart into what its sender wrote and what the pipeline wrote beside it.</summary>
[JsonConverter(typeof(LetterJson))]
internal sealed record Letter
{
    /// <summary>The message as it was received.</summary>
    public required IncomingMessage Message { get; init; }

    /// <summary>Its deduplication id; null on a standard queue.</summary>
    public string? DeduplicationId { get; init; }

    /// <summary>Its place in the order of its queue; zero on a standard queue, which has none.</summary>
    public UInt128 SequenceNumber { get; init; }

    /// <summary>The trace header of AWS X-Ray; null for none.</summary>
    public string? TraceHeader { get; init; }

    /// <summary>Why it is dead; <see cref="LetterReason.Unknown"/> where SQS moved it.</summary>
    public required LetterReason Reason { get; init; }

    /// <summary>How it was sent back before; null where it was not.</summary>
    public RedriveMark? Redrive { get; init; }

    /// <summary>The attributes of its sender, all of them: without ours, with those that ours had displaced.</summary>
    public required IReadOnlyDictionary<string, MessageAttributeValue> SendersAttributes { get; init; }

    /// <summary>Its id on this queue.</summary>
    public string Id => Message.MessageId;

    /// <summary>Since when it is dead: when it failed, or where that is not told, when it was sent.</summary>
    public DateTimeOffset Since => Reason.FailedAt ?? Message.SentAt;

    /// <summary>Takes a received message apart.</summary>
    public static Letter Of(Message message) => Of(
        new IncomingMessage
        {
            MessageId = message.MessageId,
            ReceiptHandle = message.ReceiptHandle,
            Body = message.Body,
            ReceiveCount = IncomingMessage.ReadReceiveCount(message.Attributes?.GetValueOrDefault(MessageSystemAttributeName.ApproximateReceiveCount)),
            SentAt = IncomingMessage.ReadSentAt(message.Attributes?.GetValueOrDefault(MessageSystemAttributeName.SentTimestamp)),
            GroupId = message.Attributes?.GetValueOrDefault(MessageSystemAttributeName.MessageGroupId),
            Attributes = message.MessageAttributes ?? [],
        },
        message.Attributes?.GetValueOrDefault(MessageSystemAttributeName.MessageDeduplicationId)) with
    {
        SequenceNumber = UInt128.TryParse(
            message.Attributes?.GetValueOrDefault(MessageSystemAttributeName.SequenceNumber), NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? place
            : UInt128.Zero,
        TraceHeader = message.Attributes?.GetValueOrDefault(MessageSystemAttributeName.AWSTraceHeader),
    };

    /// <summary>Takes a message apart.</summary>
    public static Letter Of(IncomingMessage message, string? deduplicationId)
    {
        var attributes = new Dictionary<string, MessageAttributeValue>(message.Attributes, StringComparer.Ordinal);
        // A reason without our label may be of an earlier version. It is read, and as it may be the sender's it stays with the message.
        var reason = LetterReason.Read(attributes.GetValueOrDefault(DeadLetter.AttributeName)?.StringValue);
        DeadLetter.Attribute.TakeFrom(attributes);
        // The mark may itself be what made room for dead_letter, so it is looked for after that was put back.
        var redrive = RedriveMark.Read(attributes);
        if (redrive is not null)
        {
            RedriveMark.Attribute.TakeFrom(attributes);
        }

        return new Letter
        {
            Message = message,
            DeduplicationId = deduplicationId,
            Reason = reason,
            Redrive = redrive,
            SendersAttributes = attributes,
        };
    }

    /// <summary>What the Processor would say of this message with a body, if it were sent now.</summary>
    public Validated<OrderMessage> Validate(string body, DateTimeOffset now) =>
        OrderMessageReader.Read(body, now, SendersAttributes.GetValueOrDefault("traceparent")?.StringValue);
}

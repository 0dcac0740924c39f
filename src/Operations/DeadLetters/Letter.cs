using System.Globalization;
using System.Text.Json.Serialization;
using Amazon.SQS;
using Amazon.SQS.Model;
using Orders.Messages;
using Orders.Queues;
using Orders.Validation;

namespace Orders.Operations.DeadLetters;

/// <summary>A message on a dead-letter queue, separated into the sender's parts and those that the pipeline added.</summary>
[JsonConverter(typeof(LetterJson))]
internal sealed record Letter
{
    /// <summary>The message as it was received.</summary>
    public required IncomingMessage Message { get; init; }

    /// <summary>The deduplication id; null on a standard queue.</summary>
    public string? DeduplicationId { get; init; }

    /// <summary>The message's position in its queue; zero on a standard queue, which has none.</summary>
    public UInt128 SequenceNumber { get; init; }

    /// <summary>The AWS X-Ray trace header; null for none.</summary>
    public string? TraceHeader { get; init; }

    /// <summary>The reason for which it was dead-lettered; <see cref="LetterReason.Unknown"/> if SQS moved it.</summary>
    public required LetterReason Reason { get; init; }

    /// <summary>The mark of an earlier redrive; null if there was none.</summary>
    public RedriveMark? Redrive { get; init; }

    /// <summary>The sender's attributes: all attributes except ours, plus those that ours displaced.</summary>
    public required IReadOnlyDictionary<string, MessageAttributeValue> SendersAttributes { get; init; }

    /// <summary>The outside sender whose order it is about; null if the message itself names the owner.</summary>
    public string? Sender { get; init; }

    /// <summary>The message's id on this queue.</summary>
    public string Id => Message.MessageId;

    /// <summary>When it was put on its dead-letter queue; null if SQS moved it: then the message still has the time at which it was first
    /// sent (Amazon SQS Developer Guide, "Using dead-letter queues").</summary>
    public DateTimeOffset? PutAt => Reason.FailedAt is null ? null : Message.SentAt;

    /// <summary>When it was dead-lettered: when it failed, or if that is unknown, when it was sent.</summary>
    public DateTimeOffset Since => Reason.FailedAt ?? Message.SentAt;

    /// <summary>Creates a letter from a received message.</summary>
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

    /// <summary>Creates a letter from a message.</summary>
    public static Letter Of(IncomingMessage message, string? deduplicationId)
    {
        var attributes = new Dictionary<string, MessageAttributeValue>(message.Attributes, StringComparer.Ordinal);
        // A reason without our label may be from an earlier version. It is read, but because it may be the sender's it stays with the message.
        var reason = LetterReason.Read(attributes.GetValueOrDefault(DeadLetter.AttributeName)?.StringValue);
        DeadLetter.Attribute.TakeFrom(attributes);
        // The mark may have been displaced by dead_letter, so it is read after the displaced attributes were restored.
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

    /// <summary>Validates the message with a body as the Processor would if it were sent now.</summary>
    public Validated<OrderMessage> Validate(string body, DateTimeOffset now) =>
        OrderMessageReader.Read(body, now, SendersAttributes.GetValueOrDefault("traceparent")?.StringValue, Sender);
}

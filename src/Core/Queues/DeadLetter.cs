using Amazon.SQS.Model;
using Orders.Json;
using Orders.Validation;

namespace Orders.Queues;

/// <summary>
/// A message for <c>orders-dlq</c>: the original body and attributes, and one attribute <c>dead_letter</c> that says why
/// (<c>contracts/schemas/dead-letter.json</c>).
/// </summary>
public static class DeadLetter
{
    /// <summary>The attribute's name.</summary>
    public const string AttributeName = "dead_letter";

    /// <summary>The attribute.</summary>
    public static OwnAttribute Attribute { get; } = new(AttributeName, "String.OrdersDeadLetter");

    /// <summary>Makes the dead letter of a message.</summary>
    /// <param name="message">The message as it was received.</param>
    /// <param name="reason">What is wrong with it: field, code and rule; the first one where it is several.</param>
    /// <param name="failedAt">When that was found.</param>
    /// <param name="requestId">The Lambda request in which it was found.</param>
    public static OutgoingMessage Of(IncomingMessage message, FieldError reason, DateTimeOffset failedAt, string requestId)
    {
        var attributes = new Dictionary<string, MessageAttributeValue>(message.Attributes, StringComparer.Ordinal);
        // What an earlier round said of it, where somebody sent it back with that.
        Attribute.TakeFrom(attributes);
        Attribute.AddTo(attributes, (message, reason, failedAt, requestId), static (writer, letter) =>
        {
            writer.WriteString("code", letter.reason.Code);
            writer.WriteString("field", letter.reason.Field);
            writer.WriteString("message", letter.reason.ToString());
            writer.WriteTime("failed_at", letter.failedAt);
            writer.WriteNumber("receive_count", letter.message.ReceiveCount);
            writer.WriteString("message_id", letter.message.MessageId);
            writer.WriteString("request_id", letter.requestId);
        });
        return new OutgoingMessage(message.Body) { Attributes = attributes, GroupId = message.GroupId, TraceHeader = message.TraceHeader };
    }
}

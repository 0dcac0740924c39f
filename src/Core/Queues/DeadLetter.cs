using System.Text.Json;
using Amazon.SQS.Model;
using Orders.Json;
using Orders.Validation;

namespace Orders.Queues;

/// <summary>
/// Creates messages for <c>orders-dlq</c>: the original body and attributes, and one attribute <c>dead_letter</c> with the reason
/// (<c>contracts/schemas/dead-letter.json</c>).
/// </summary>
public static class DeadLetter
{
    /// <summary>The attribute's name.</summary>
    public const string AttributeName = "dead_letter";

    /// <summary>The attribute.</summary>
    public static OwnAttribute Attribute { get; } = new(AttributeName, "String.OrdersDeadLetter");

    /// <summary>Creates the dead letter of a message.</summary>
    /// <param name="message">The message as it was received.</param>
    /// <param name="reason">The first rule that the message breaks: field, code and rule.</param>
    /// <param name="failedAt">When it failed.</param>
    /// <param name="requestId">The id of the Lambda request in which it failed.</param>
    public static OutgoingMessage Of(IncomingMessage message, FieldError reason, DateTimeOffset failedAt, string requestId)
    {
        var attributes = new Dictionary<string, MessageAttributeValue>(message.Attributes, StringComparer.Ordinal);
        // Removes an earlier reason, if the message was redriven with it.
        Attribute.TakeFrom(attributes);
        AddReasonTo(attributes, reason, failedAt, requestId, message, static (writer, original) =>
        {
            writer.WriteNumber("receive_count", original.ReceiveCount);
            writer.WriteString("message_id", original.MessageId);
        });
        return new OutgoingMessage(message.Body) { Attributes = attributes, GroupId = message.GroupId, TraceHeader = message.TraceHeader };
    }

    /// <summary>Adds the attribute to the attributes of a dead letter.</summary>
    /// <param name="attributes">The attributes.</param>
    /// <param name="reason">The reason: field, code and rule.</param>
    /// <param name="failedAt">When it failed.</param>
    /// <param name="requestId">The id of the Lambda request in which it failed.</param>
    /// <param name="subject">The letter's subject.</param>
    /// <param name="writeSubject">Writes the members that name the subject.</param>
    public static void AddReasonTo<TSubject>(
        Dictionary<string, MessageAttributeValue> attributes, FieldError reason, DateTimeOffset failedAt, string requestId, TSubject subject, Action<Utf8JsonWriter, TSubject> writeSubject) =>
        Attribute.AddTo(attributes, (reason, failedAt, requestId, subject, writeSubject), static (writer, letter) =>
        {
            writer.WriteString("code", letter.reason.Code);
            writer.WriteString("field", letter.reason.Field);
            writer.WriteString("message", letter.reason.ToString());
            writer.WriteTime("failed_at", letter.failedAt);
            letter.writeSubject(writer, letter.subject);
            writer.WriteString("request_id", letter.requestId);
        });
}

using System.Text.Json;
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

    /// <summary>Makes the dead letter of a message.</summary>
    /// <param name="message">The message as it was received.</param>
    /// <param name="reason">What is wrong with it: field, code and rule; the first one where it is several.</param>
    /// <param name="failedAt">When that was found.</param>
    /// <param name="requestId">The Lambda request in which it was found.</param>
    public static OutgoingMessage Of(IncomingMessage message, FieldError reason, DateTimeOffset failedAt, string requestId)
    {
        var attributes = new Dictionary<string, MessageAttributeValue>(message.Attributes, StringComparer.Ordinal);
        // What a message brings under this name is what an earlier round said of it.
        attributes.Remove(AttributeName);
        var displaced = Displace(attributes);
        attributes[AttributeName] = new MessageAttributeValue
        {
            DataType = "String",
            StringValue = JsonWriting.ToText((message, reason, failedAt, requestId, displaced), static (writer, letter) =>
            {
                writer.WriteStartObject();
                writer.WriteString("code", letter.reason.Code);
                writer.WriteString("field", letter.reason.Field);
                writer.WriteString("message", letter.reason.ToString());
                writer.WriteTime("failed_at", letter.failedAt);
                writer.WriteNumber("receive_count", letter.message.ReceiveCount);
                writer.WriteString("message_id", letter.message.MessageId);
                writer.WriteString("request_id", letter.requestId);
                WriteDisplaced(writer, letter.displaced);
                writer.WriteEndObject();
            }),
        };
        return new OutgoingMessage(message.Body) { Attributes = attributes, GroupId = message.GroupId, TraceHeader = message.TraceHeader };
    }

    // SQS allows ten attributes, and a message may have come with ten of its own: then one of them travels inside ours.
    private static KeyValuePair<string, MessageAttributeValue>? Displace(Dictionary<string, MessageAttributeValue> attributes)
    {
        if (attributes.Count < SqsLimits.Attributes)
        {
            return null;
        }

        var last = attributes.MaxBy(static attribute => attribute.Key, StringComparer.Ordinal);
        attributes.Remove(last.Key);
        return last;
    }

    private static void WriteDisplaced(Utf8JsonWriter writer, KeyValuePair<string, MessageAttributeValue>? displaced)
    {
        if (displaced is not var (name, value))
        {
            return;
        }

        writer.WriteStartObject("displaced_attribute");
        writer.WriteString("name", name);
        writer.WriteString("data_type", value.DataType);
        writer.WriteOptional("string_value", value.StringValue);
        if (value.BinaryValue is { } binary)
        {
            writer.WriteBase64String("binary_value", binary.ToArray());
        }

        writer.WriteEndObject();
    }
}

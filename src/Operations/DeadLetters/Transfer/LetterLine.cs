using System.Text.Json;
using Amazon.SQS.Model;
using Orders.Json;
using Orders.Operations.Terminal;
using Orders.Queues;

namespace Orders.Operations.DeadLetters.Transfer;

/// <summary>A message in a file, as export writes it and import reads it.</summary>
/// <param name="Queue">The dead-letter queue it came from.</param>
/// <param name="MessageId">The message's id on that queue.</param>
/// <param name="Message">The message to send, byte for byte the original.</param>
internal sealed record LetterLine(string Queue, string MessageId, OutgoingMessage Message)
{
    private static readonly string[] Members =
    [
        "queue", "message_id", "sent_at", LetterJson.Body, LetterJson.GroupId, LetterJson.DeduplicationId, LetterJson.TraceHeader, LetterJson.Attributes,
    ];

    /// <summary>The line's number in its file, from 1.</summary>
    public int Number { get; init; }

    /// <summary>Returns the line of a message, without its line end.</summary>
    public static string Write(string queue, Letter letter) => JsonWriting.ToText((queue, letter), static (writer, line) =>
    {
        writer.WriteStartObject();
        writer.WriteString("queue", line.queue);
        writer.WriteString("message_id", line.letter.Id);
        writer.WriteTime("sent_at", line.letter.Message.SentAt);
        LetterJson.WriteMembers(writer, line.letter);
        writer.WriteEndObject();
    });

    /// <summary>Reads a line.</summary>
    /// <exception cref="FormatException">The line breaks a rule, which the exception names.</exception>
    public static LetterLine Read(string text)
    {
        if (UntrustedJson.FindFault(text) is { } rule)
        {
            throw new FormatException($"it {rule}");
        }

        using var document = JsonDocument.Parse(text);
        return Read(document.RootElement);
    }

    private static LetterLine Read(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("it must be one JSON object");
        }

        foreach (var member in line.EnumerateObject())
        {
            if (!Members.Contains(member.Name))
            {
                throw new FormatException($"{SafeText.Value(member.Name)} is not a member of a message. The members are {string.Join(", ", Members)}");
            }
        }

        var message = new OutgoingMessage(Required(line, LetterJson.Body))
        {
            GroupId = Optional(line, LetterJson.GroupId),
            DeduplicationId = Optional(line, LetterJson.DeduplicationId),
            TraceHeader = Optional(line, LetterJson.TraceHeader),
            Attributes = line.TryGetProperty(LetterJson.Attributes, out var attributes) ? ReadAttributes(attributes) : new Dictionary<string, MessageAttributeValue>(0),
        };
        MessageRules.Check(message);
        return new LetterLine(Required(line, "queue"), Required(line, "message_id"), message);
    }

    private static Dictionary<string, MessageAttributeValue> ReadAttributes(JsonElement attributes) => attributes.ValueKind == JsonValueKind.Object
        ? attributes.EnumerateObject().ToDictionary(static member => member.Name, ReadAttribute, StringComparer.Ordinal)
        : throw new FormatException("attributes must be an object");

    private static MessageAttributeValue ReadAttribute(JsonProperty member)
    {
        var name = $"attributes.{SafeText.Value(member.Name)}";
        if (member.Value.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{name} must be an object");
        }

        var value = new MessageAttributeValue
        {
            DataType = member.Value.Text("data_type") ?? throw new FormatException($"{name}.data_type must be a text"),
            StringValue = member.Value.Text("string_value"),
        };
        if (member.Value.TryGetProperty("binary_value", out var binary))
        {
            value.BinaryValue = binary.ValueKind == JsonValueKind.String && binary.TryGetBytesFromBase64(out var bytes)
                ? new MemoryStream(bytes)
                : throw new FormatException($"{name}.binary_value must be base64");
        }

        return value;
    }

    private static string Required(JsonElement line, string name) =>
        line.Text(name) ?? throw new FormatException($"{name} must be a text");

    private static string? Optional(JsonElement line, string name) =>
        line.TryGetProperty(name, out _) ? Required(line, name) : null;
}

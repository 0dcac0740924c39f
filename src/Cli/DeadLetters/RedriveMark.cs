using Amazon.SQS.Model;
using Orders.Json;
using Orders.Model;

namespace Orders.Cli.DeadLetters;

/// <summary>The attribute <c>redrive</c> of a message that was sent back: how often, by whom and when last.</summary>
/// <param name="Count">How often, this time included.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When the redrive started: with <paramref name="By"/> it names one redrive.</param>
internal sealed record RedriveMark(int Count, string By, DateTimeOffset At)
{
    /// <summary>The attribute's name.</summary>
    public const string AttributeName = "redrive";

    /// <summary>The id it had on the dead-letter queue: should it come back dead, it is known by this, even where it was sent twice.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>The sender's attribute that had to make room for this one.</summary>
    public KeyValuePair<string, MessageAttributeValue>? Displaced { get; init; }

    /// <summary>Whether both stand for the same redrive.</summary>
    public bool IsOf(string by, DateTimeOffset at) => By == by && At == Timestamp.ToMilliseconds(at);

    /// <summary>Reads the attribute; null where it is not ours.</summary>
    public static RedriveMark? Read(string? attribute)
    {
        if (attribute is null)
        {
            return null;
        }

        using var document = UntrustedJson.Parse(attribute);
        return document?.RootElement is { } mark
            && mark.WholeNumber("count") is { } count && mark.Text("by") is { } by && Timestamp.TryParse(mark.Text("at"), out var at)
            ? new RedriveMark(count, by, at) { MessageId = mark.Text("message_id") ?? "", Displaced = DisplacedAttribute.Read(mark) }
            : null;
    }

    /// <summary>The attribute's value.</summary>
    public MessageAttributeValue ToAttribute() => new()
    {
        DataType = "String",
        StringValue = JsonWriting.ToText(this, static (writer, mark) =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("count", mark.Count);
            writer.WriteString("by", mark.By);
            writer.WriteTime("at", mark.At);
            writer.WriteString("message_id", mark.MessageId);
            DisplacedAttribute.Write(writer, mark.Displaced);
            writer.WriteEndObject();
        }),
    };
}

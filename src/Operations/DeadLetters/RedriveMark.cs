using Amazon.SQS.Model;
using Orders.Json;
using Orders.Model;
using Orders.Queues;

namespace Orders.Operations.DeadLetters;

/// <summary>The attribute <c>redrive</c> of a redriven message: how often, by whom and when last.</summary>
/// <param name="Count">The number of redrives, this one included.</param>
/// <param name="By">The operator.</param>
/// <param name="At">When the redrive started; with <paramref name="By"/> it identifies one redrive.</param>
internal sealed record RedriveMark(int Count, string By, DateTimeOffset At)
{
    /// <summary>The maximum that the count can express.</summary>
    public const int MaxCount = 1000;

    /// <summary>The attribute.</summary>
    public static OwnAttribute Attribute { get; } = new("redrive", "String.OrdersRedrive");

    /// <summary>The message's id on the dead-letter queue. It identifies the message if it is dead-lettered again, even if it was sent
    /// twice.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>Whether the mark is from the given redrive.</summary>
    public bool IsOf(string by, DateTimeOffset at) => By == by && At == Timestamp.ToMilliseconds(at);

    /// <summary>Reads the mark of a message; null if it has none. An attribute of that name without our label is the sender's.</summary>
    public static RedriveMark? Read(IReadOnlyDictionary<string, MessageAttributeValue> attributes)
    {
        if (attributes.GetValueOrDefault(Attribute.Name) is not { StringValue: { } text } value || !Attribute.IsOurs(value))
        {
            return null;
        }

        using var document = UntrustedJson.Parse(text);
        return document?.RootElement is { } mark
            && mark.WholeNumber("count") is { } count and >= 1 and <= MaxCount && mark.Text("by") is { } by && Timestamp.TryParse(mark.Text("at"), out var at)
            ? new RedriveMark(count, by, at) { MessageId = mark.Text("message_id") ?? "" }
            : null;
    }

    /// <summary>Marks a message.</summary>
    public void AddTo(Dictionary<string, MessageAttributeValue> attributes) => Attribute.AddTo(attributes, this, static (writer, mark) =>
    {
        writer.WriteNumber("count", mark.Count);
        writer.WriteString("by", mark.By);
        writer.WriteTime("at", mark.At);
        writer.WriteString("message_id", mark.MessageId);
    });
}

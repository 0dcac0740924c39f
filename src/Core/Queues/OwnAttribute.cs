using System.Text.Json;
using Amazon.SQS.Model;
using Orders.Json;

namespace Orders.Queues;

/// <summary>
/// An attribute that the pipeline adds to a sender's message. SQS allows a label in a data type (Amazon SQS Developer Guide, "Message attribute
/// data types"); our label distinguishes it from a sender's attribute of the same name. SQS allows ten attributes with unique names, so one of
/// the sender's may be displaced: ours then contains it as the member <c>displaced_attribute</c>.
/// </summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="DataType">The data type with our label, which is reserved.</param>
public sealed record OwnAttribute(string Name, string DataType)
{
    private const string Displaced = "displaced_attribute";

    /// <summary>Whether a value has our label.</summary>
    public bool IsOurs(MessageAttributeValue? value) => value?.DataType == DataType;

    /// <summary>Adds our attribute. It displaces the sender's of that name or, if there are ten, the last one by name.</summary>
    /// <param name="attributes">The message's attributes.</param>
    /// <param name="state">The argument of <paramref name="write"/>.</param>
    /// <param name="write">Writes the members into the open object.</param>
    public void AddTo<TState>(Dictionary<string, MessageAttributeValue> attributes, TState state, Action<Utf8JsonWriter, TState> write)
    {
        var name = attributes.ContainsKey(Name) ? Name : attributes.Count == SqsLimits.Attributes ? attributes.Keys.Max(StringComparer.Ordinal) : null;
        var displaced = name is not null && attributes.Remove(name, out var value) ? value : null;
        attributes[Name] = new MessageAttributeValue
        {
            DataType = DataType,
            StringValue = JsonWriting.ToText((state, write, name, displaced), static (writer, own) =>
            {
                writer.WriteStartObject();
                own.write(writer, own.state);
                if (own is { name: { } name, displaced: { } displaced })
                {
                    writer.WriteStartObject(Displaced);
                    writer.WriteString("name", name);
                    WriteMembers(writer, displaced);
                    writer.WriteEndObject();
                }

                writer.WriteEndObject();
            }),
        };
    }

    /// <summary>Removes our attribute, and restores the displaced one. Does nothing if there is none.</summary>
    public void TakeFrom(Dictionary<string, MessageAttributeValue> attributes)
    {
        if (!IsOurs(attributes.GetValueOrDefault(Name)) || !attributes.Remove(Name, out var ours) || ours.StringValue is not { } text)
        {
            return;
        }

        using var document = UntrustedJson.Parse(text);
        if (Member(document?.RootElement, Displaced) is { } displaced && Text(displaced, "name") is { } name && Text(displaced, "data_type") is { } type)
        {
            attributes.TryAdd(name, new MessageAttributeValue
            {
                DataType = type,
                StringValue = Text(displaced, "string_value"),
                BinaryValue = Member(displaced, "binary_value") is { ValueKind: JsonValueKind.String } binary && binary.TryGetBytesFromBase64(out var bytes)
                    ? new MemoryStream(bytes)
                    : null,
            });
        }
    }

    /// <summary>Writes an attribute of any type into the open object, byte for byte: <c>data_type</c> and <c>string_value</c> or, in base64,
    /// <c>binary_value</c>.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, MessageAttributeValue value)
    {
        writer.WriteString("data_type", value.DataType);
        writer.WriteOptional("string_value", value.StringValue);
        if (value.BinaryValue is { } binary)
        {
            writer.WriteBase64String("binary_value", binary.ToArray());
        }
    }

    private static JsonElement? Member(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } members && members.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement parent, string name) => Member(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}

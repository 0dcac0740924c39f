using System.Text.Json;
using Amazon.SQS.Model;

namespace Orders.Cli.DeadLetters;

/// <summary>
/// The eleventh attribute: SQS allows ten, so where ours joins ten of the sender's, one of those travels inside ours, as member
/// <c>displaced_attribute</c> (<c>contracts/schemas/dead-letter.json</c>).
/// </summary>
internal static class DisplacedAttribute
{
    private const string Name = "displaced_attribute";

    /// <summary>The attribute inside one of ours; null where there is none.</summary>
    public static KeyValuePair<string, MessageAttributeValue>? Read(JsonElement ours)
    {
        var displaced = ours.Member(Name);
        if (displaced.Text("name") is not { } name || displaced.Text("data_type") is not { } type)
        {
            return null;
        }

        var value = new MessageAttributeValue { DataType = type, StringValue = displaced.Text("string_value") };
        if (displaced.Member("binary_value") is { ValueKind: JsonValueKind.String } binary && binary.TryGetBytesFromBase64(out var bytes))
        {
            value.BinaryValue = new MemoryStream(bytes);
        }

        return new(name, value);
    }

    /// <summary>Writes it into the object that is open; nothing where there is none.</summary>
    public static void Write(Utf8JsonWriter writer, KeyValuePair<string, MessageAttributeValue>? displaced)
    {
        if (displaced is not var (name, value))
        {
            return;
        }

        writer.WriteStartObject(Name);
        writer.WriteString("name", name);
        AttributeJson.WriteMembers(writer, value);
        writer.WriteEndObject();
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.SQS.Model;
using Orders.Json;
using Orders.Queues;

namespace Orders.Operations.DeadLetters;

/// <summary>A message as JSON from which it can be restored byte for byte: the form of exports and of the audit log.</summary>
internal sealed class LetterJson : JsonConverter<Letter>
{
    public const string Body = "body";
    public const string GroupId = "group_id";
    public const string DeduplicationId = "deduplication_id";
    public const string TraceHeader = "trace_header";
    public const string Attributes = "attributes";

    /// <inheritdoc/>
    public override Letter Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Letter value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        WriteMembers(writer, value);
        writer.WriteEndObject();
    }

    /// <summary>Writes the members into the open object: all attributes, <c>dead_letter</c> and <c>redrive</c> included.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, Letter letter)
    {
        writer.WriteString(Body, letter.Message.Body);
        writer.WriteOptional(GroupId, letter.Message.GroupId);
        writer.WriteOptional(DeduplicationId, letter.DeduplicationId);
        writer.WriteOptional(TraceHeader, letter.TraceHeader);
        writer.WriteStartObject(Attributes);
        foreach (var (name, value) in letter.Message.Attributes.OrderBy(static attribute => attribute.Key, StringComparer.Ordinal))
        {
            WriteAttribute(writer, name, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteAttribute(Utf8JsonWriter writer, string name, MessageAttributeValue value)
    {
        writer.WriteStartObject(name);
        OwnAttribute.WriteMembers(writer, value);
        writer.WriteEndObject();
    }
}

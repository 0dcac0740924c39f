using System.Text.Json;
using Amazon.Lambda.DynamoDBEvents;
using Orders.Json;

namespace Orders.Notifier;

/// <summary>Writes a stream record as the service sent it, for the dead-letter queue.</summary>
internal static class StreamRecordJson
{
    /// <param name="record">The record.</param>
    /// <param name="withImages">Whether to include the images, or only the key.</param>
    public static string Write(DynamoDBEvent.DynamodbStreamRecord record, bool withImages) => JsonWriting.ToText((record, withImages), static (writer, state) =>
    {
        var (record, withImages) = state;
        writer.WriteStartObject();
        writer.WriteOptional("eventID", record.EventID);
        writer.WriteOptional("eventName", record.EventName);
        writer.WriteOptional("eventVersion", record.EventVersion);
        writer.WriteOptional("eventSource", record.EventSource);
        writer.WriteOptional("awsRegion", record.AwsRegion);
        writer.WriteOptional("eventSourceARN", record.EventSourceArn);
        if (record.UserIdentity is { } identity)
        {
            writer.WriteStartObject("userIdentity");
            writer.WriteOptional("principalId", identity.PrincipalId);
            writer.WriteOptional("type", identity.Type);
            writer.WriteEndObject();
        }

        if (record.Dynamodb is { } change)
        {
            writer.WriteStartObject("dynamodb");
            var created = new DateTimeOffset(DateTime.SpecifyKind(change.ApproximateCreationDateTime, DateTimeKind.Utc));
            writer.WriteNumber("ApproximateCreationDateTime", created.ToUnixTimeMilliseconds() / 1000m);
            WriteImage(writer, "Keys", change.Keys);
            WriteImage(writer, "NewImage", withImages ? change.NewImage : null);
            WriteImage(writer, "OldImage", withImages ? change.OldImage : null);
            writer.WriteOptional("SequenceNumber", change.SequenceNumber);
            writer.WriteNumber("SizeBytes", change.SizeBytes);
            writer.WriteOptional("StreamViewType", change.StreamViewType);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    });

    private static void WriteImage(Utf8JsonWriter writer, string name, Dictionary<string, DynamoDBEvent.AttributeValue>? image)
    {
        if (image is null)
        {
            return;
        }

        writer.WritePropertyName(name);
        WriteMap(writer, image);
    }

    private static void WriteMap(Utf8JsonWriter writer, Dictionary<string, DynamoDBEvent.AttributeValue> map)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in map)
        {
            writer.WritePropertyName(name);
            WriteValue(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, DynamoDBEvent.AttributeValue value)
    {
        writer.WriteStartObject();
        switch (value)
        {
            case { S: { } text }:
                writer.WriteString("S", text);
                break;
            case { N: { } number }:
                writer.WriteString("N", number);
                break;
            case { BOOL: { } truth }:
                writer.WriteBoolean("BOOL", truth);
                break;
            case { NULL: { } isNull }:
                writer.WriteBoolean("NULL", isNull);
                break;
            case { B: { } binary }:
                writer.WriteBase64String("B", binary.ToArray());
                break;
            case { M: { } map }:
                writer.WritePropertyName("M");
                WriteMap(writer, map);
                break;
            case { L: { } list }:
                writer.WriteStartArray("L");
                list.ForEach(element => WriteValue(writer, element));
                writer.WriteEndArray();
                break;
            case { SS: { } texts }:
                WriteTexts(writer, "SS", texts);
                break;
            case { NS: { } numbers }:
                WriteTexts(writer, "NS", numbers);
                break;
            case { BS: { } binaries }:
                writer.WriteStartArray("BS");
                binaries.ForEach(binary => writer.WriteBase64StringValue(binary?.ToArray()));
                writer.WriteEndArray();
                break;
        }

        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, List<string> texts)
    {
        writer.WriteStartArray(name);
        texts.ForEach(writer.WriteStringValue);
        writer.WriteEndArray();
    }
}

using System.Buffers;
using System.Text.Json;
using Amazon.SQS.Model;
using Orders.Operations.Streams;

namespace Orders.Local.Mappings.Sqs;

/// <summary>Writes a message as a record of Lambda's SQS event.</summary>
static class SqsRecordWriter
{
    public static void Write(IBufferWriter<byte> output, Message message, string queueArn, string region)
    {
        using var json = new Utf8JsonWriter(output, EventJson.Options);
        json.WriteStartObject();
        json.WriteString("messageId"u8, message.MessageId);
        json.WriteString("receiptHandle"u8, message.ReceiptHandle);
        json.WriteString("body"u8, message.Body);
        json.WriteStartObject("attributes"u8);
        foreach (var (name, value) in message.Attributes ?? [])
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteStartObject("messageAttributes"u8);
        foreach (var (name, value) in message.MessageAttributes ?? [])
        {
            json.WritePropertyName(name);
            WriteAttribute(json, value);
        }

        json.WriteEndObject();
        if (message.MD5OfMessageAttributes is { Length: > 0 } md5)
        {
            json.WriteString("md5OfMessageAttributes"u8, md5);
        }

        json.WriteString("md5OfBody"u8, message.MD5OfBody);
        json.WriteString("eventSource"u8, "aws:sqs"u8);
        json.WriteString("eventSourceARN"u8, queueArn);
        json.WriteString("awsRegion"u8, region);
        json.WriteEndObject();
    }

    static void WriteAttribute(Utf8JsonWriter json, MessageAttributeValue value)
    {
        json.WriteStartObject();
        if (value.StringValue is { } text)
        {
            json.WriteString("stringValue"u8, text);
        }

        if (value.BinaryValue is { } binary)
        {
            json.WriteBase64String("binaryValue"u8, binary.ToArray());
        }

        json.WriteStartArray("stringListValues"u8);
        json.WriteEndArray();
        json.WriteStartArray("binaryListValues"u8);
        json.WriteEndArray();
        json.WriteString("dataType"u8, value.DataType);
        json.WriteEndObject();
    }
}

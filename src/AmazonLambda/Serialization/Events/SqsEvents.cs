#nullable disable
using Amazon.Lambda.Serialization.SystemTextJson.Json;
using Amazon.Lambda.SQSEvents;

namespace Amazon.Lambda.Serialization.SystemTextJson.Events;

/// <summary>Reads the event of a queue.</summary>
internal static class SqsEvents
{
    public static SQSEvent Read(ref EventReader reader)
    {
        SQSEvent read = new();
        while (reader.NextMember(out string name))
        {
            if (name is "Records")
            {
                read.Records = reader.Objects(ReadMessage);
            }
            else
            {
                reader.Skip();
            }
        }

        return read;
    }

    private static SQSEvent.SQSMessage ReadMessage(ref EventReader reader)
    {
        SQSEvent.SQSMessage message = new();
        while (reader.NextMember(out string name))
        {
            switch (name)
            {
                case "messageId": message.MessageId = reader.String(); break;
                case "receiptHandle": message.ReceiptHandle = reader.String(); break;
                case "body": message.Body = reader.String(); break;
                case "md5OfBody": message.Md5OfBody = reader.String(); break;
                case "md5OfMessageAttributes": message.Md5OfMessageAttributes = reader.String(); break;
                case "eventSourceARN": message.EventSourceArn = reader.Repeated(); break;
                case "eventSource": message.EventSource = reader.Repeated(); break;
                case "awsRegion": message.AwsRegion = reader.Repeated(); break;
                case "attributes": message.Attributes = reader.Map(Values.ReadString, capacity: 6); break;
                case "messageAttributes": message.MessageAttributes = reader.Map(ReadAttributeOrNull); break;
                default: reader.Skip(); break;
            }
        }

        return message;
    }

    private static SQSEvent.MessageAttribute ReadAttributeOrNull(ref EventReader reader) => reader.Object(ReadAttribute);

    private static SQSEvent.MessageAttribute ReadAttribute(ref EventReader reader)
    {
        SQSEvent.MessageAttribute attribute = new();
        while (reader.NextMember(out string name))
        {
            switch (name)
            {
                case "stringValue": attribute.StringValue = reader.String(); break;
                case "binaryValue": attribute.BinaryValue = reader.Binary(); break;
                case "stringListValues": attribute.StringListValues = reader.List(Values.ReadString); break;
                case "binaryListValues": attribute.BinaryListValues = reader.List(Values.ReadBinary); break;
                case "dataType": attribute.DataType = reader.Repeated(); break;
                default: reader.Skip(); break;
            }
        }

        return attribute;
    }
}

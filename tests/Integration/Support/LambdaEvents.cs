using System.Text;
using System.Text.Json.Serialization;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.SQSEvents;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SQS.Model;
using Orders.Operations.Streams;

namespace Orders.Tests.Integration.Support;

/// <summary>Makes Lambda's events of what the services hand out.</summary>
static class LambdaEvents
{
    static readonly SourceGeneratorLambdaJsonSerializer<LambdaEventsContext> Serializer = new();

    public static SQSEvent.SQSMessage Of(Message message, string queueArn) => new()
    {
        MessageId = message.MessageId,
        ReceiptHandle = message.ReceiptHandle,
        Body = message.Body,
        EventSource = "aws:sqs",
        EventSourceArn = queueArn,
        Attributes = message.Attributes,
        MessageAttributes = (message.MessageAttributes ?? []).ToDictionary(
            static attribute => attribute.Key,
            static attribute => new SQSEvent.MessageAttribute
            {
                DataType = attribute.Value.DataType,
                StringValue = attribute.Value.StringValue,
                BinaryValue = attribute.Value.BinaryValue,
            }),
    };

    public static DynamoDBEvent Of(IEnumerable<StreamRecord> records)
    {
        var json = $$"""{"Records":[{{string.Join(',', records.Select(static record => Encoding.UTF8.GetString(record.Json.Span)))}}]}""";
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return Serializer.Deserialize<DynamoDBEvent>(stream);
    }
}

[JsonSerializable(typeof(DynamoDBEvent))]
sealed partial class LambdaEventsContext : JsonSerializerContext;

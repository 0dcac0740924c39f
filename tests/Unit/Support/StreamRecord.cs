using Amazon.Lambda.DynamoDBEvents;
using Orders.Model;
using Orders.Storage;
using SdkValue = Amazon.DynamoDBv2.Model.AttributeValue;

namespace Orders.Tests.Unit.Support;

/// <summary>Records as the table's stream gives them.</summary>
internal static class StreamRecord
{
    public static DynamoDBEvent.DynamodbStreamRecord Insert(string sequenceNumber, Order placed) => Of(sequenceNumber, "INSERT", null, Image(placed));

    public static DynamoDBEvent.DynamodbStreamRecord Modify(string sequenceNumber, Order before, Order after) =>
        Of(sequenceNumber, "MODIFY", Image(before), Image(after));

    public static DynamoDBEvent.DynamodbStreamRecord Remove(string sequenceNumber, Order removed, bool byTimeToLive = false)
    {
        var record = Of(sequenceNumber, "REMOVE", Image(removed), null);
        record.UserIdentity = byTimeToLive ? new() { Type = "Service", PrincipalId = "dynamodb.amazonaws.com" } : null;
        return record;
    }

    public static DynamoDBEvent.DynamodbStreamRecord Of(
        string sequenceNumber,
        string eventName,
        Dictionary<string, DynamoDBEvent.AttributeValue>? oldImage,
        Dictionary<string, DynamoDBEvent.AttributeValue>? newImage) => new()
        {
            EventID = $"event-{sequenceNumber}",
            EventName = eventName,
            EventVersion = "1.1",
            EventSource = "aws:dynamodb",
            AwsRegion = "eu-west-1",
            EventSourceArn = "arn:aws:dynamodb:eu-west-1:000000000000:table/Orders/stream/2026",
            Dynamodb = new()
            {
                ApproximateCreationDateTime = Given.Now.UtcDateTime,
                SequenceNumber = sequenceNumber,
                SizeBytes = 100,
                StreamViewType = "NEW_AND_OLD_IMAGES",
                Keys = (newImage ?? oldImage)?.Where(static pair => pair.Key == OrdersTable.OrderId).ToDictionary(),
                OldImage = oldImage,
                NewImage = newImage,
            },
        };

    public static Dictionary<string, DynamoDBEvent.AttributeValue> Image(Order order)
    {
        using var table = new FakeDynamoDb();
        table.Add(order);
        return table.Rows[order.Id.ToString()].ToDictionary(static pair => pair.Key, static pair => Convert(pair.Value));
    }

    private static DynamoDBEvent.AttributeValue Convert(SdkValue value) => new()
    {
        S = value.S,
        N = value.N,
        M = value.M?.ToDictionary(static pair => pair.Key, static pair => Convert(pair.Value)),
        L = value.L?.ConvertAll(Convert),
    };
}

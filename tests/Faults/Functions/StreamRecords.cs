using Amazon.Lambda.DynamoDBEvents;
using Orders.Storage;
using Orders.Tests.Faults.Services;
using SdkValue = Amazon.DynamoDBv2.Model.AttributeValue;

namespace Orders.Tests.Faults.Functions;

/// <summary>Changes of rows as Lambda gives them to the Notifier.</summary>
internal static class StreamRecords
{
    public static DynamoDBEvent.DynamodbStreamRecord Of(RowChange change) => new()
    {
        EventID = $"event-{change.Number}",
        EventName = (change.Before, change.After) switch { (null, _) => "INSERT", (_, null) => "REMOVE", _ => "MODIFY" },
        EventVersion = "1.1",
        EventSource = "aws:dynamodb",
        AwsRegion = "eu-west-1",
        EventSourceArn = "arn:aws:dynamodb:eu-west-1:000000000000:table/Orders/stream/2026",
        UserIdentity = change.ByTimeToLive ? new() { Type = "Service", PrincipalId = "dynamodb.amazonaws.com" } : null,
        Dynamodb = new()
        {
            ApproximateCreationDateTime = change.At.UtcDateTime,
            SequenceNumber = change.SequenceNumber,
            StreamViewType = "NEW_AND_OLD_IMAGES",
            Keys = new() { [OrdersTable.OrderId] = new() { S = change.Key } },
            OldImage = Image(change.Before),
            NewImage = Image(change.After),
        },
    };

    private static Dictionary<string, DynamoDBEvent.AttributeValue>? Image(Row? row) =>
        row?.ToDictionary(static pair => pair.Key, static pair => Value(pair.Value));

    private static DynamoDBEvent.AttributeValue Value(SdkValue value) => new()
    {
        S = value.S,
        N = value.N,
        M = value.M?.ToDictionary(static pair => pair.Key, static pair => Value(pair.Value)),
        L = value.L?.ConvertAll(Value),
    };
}

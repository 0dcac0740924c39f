using Amazon.Lambda.DynamoDBEvents;
using Orders.Events;
using Orders.Model;
using Orders.Storage;

namespace Orders.Notifier;

/// <summary>Reads records of the table's stream.</summary>
internal static class StreamRecords
{
    /// <summary>What the record tells consumers; null where it tells them nothing.</summary>
    /// <exception cref="UnreadableRowException">An image is no order, or the record has not the images that its kind of change must have.</exception>
    public static OrderEvent? ToEvent(DynamoDBEvent.DynamodbStreamRecord record)
    {
        var change = record.Dynamodb ?? throw new UnreadableRowException("dynamodb");
        var (needsOld, needsNew) = record.EventName switch
        {
            "INSERT" => (false, true),
            "MODIFY" => (true, true),
            "REMOVE" => (true, false),
            _ => throw new UnreadableRowException("eventName"),
        };
        return OrderEvent.FromChange(
            needsOld ? Read(change.OldImage, "OldImage") : null,
            needsNew ? Read(change.NewImage, "NewImage") : null,
            IsTimeToLive(record.UserIdentity),
            new DateTimeOffset(DateTime.SpecifyKind(change.ApproximateCreationDateTime, DateTimeKind.Utc)));
    }

    // DynamoDB Developer Guide, "DynamoDB Streams and Time to Live": this identity is nobody's but the service's.
    private static bool IsTimeToLive(DynamoDBEvent.Identity? identity) =>
        identity is { Type: "Service", PrincipalId: "dynamodb.amazonaws.com" };

    private static Order Read(Dictionary<string, DynamoDBEvent.AttributeValue>? image, string name) =>
        OrderRowReader.Read<DynamoDBEvent.AttributeValue, StreamAttributeValues>(image ?? throw new UnreadableRowException(name));
}

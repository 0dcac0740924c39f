using Amazon.Lambda.DynamoDBEvents;
using Orders.Events;
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
        return new StreamChange<DynamoDBEvent.AttributeValue>
        {
            EventName = record.EventName,
            OldImage = change.OldImage,
            NewImage = change.NewImage,
            IdentityType = record.UserIdentity?.Type,
            PrincipalId = record.UserIdentity?.PrincipalId,
            ChangedAt = new DateTimeOffset(DateTime.SpecifyKind(change.ApproximateCreationDateTime, DateTimeKind.Utc)),
        }.ToEvent<StreamAttributeValues>();
    }
}

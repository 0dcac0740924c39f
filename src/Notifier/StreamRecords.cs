using Amazon.Lambda.DynamoDBEvents;
using Orders.Events;

namespace Orders.Notifier;

/// <summary>Reads records of the table's stream.</summary>
internal static class StreamRecords
{
    /// <summary>What the record tells consumers; null where it tells them nothing.</summary>
    /// <exception cref="UntellableChangeException">No event can tell of it.</exception>
    public static OrderEvent? ToEvent(DynamoDBEvent.DynamodbStreamRecord record)
    {
        var change = record.Dynamodb ?? throw UntellableChangeException.Unreadable("dynamodb");
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

using Amazon.Lambda.DynamoDBEvents;
using Orders.Events;
using Orders.Model;
using Orders.Storage;
using Orders.Validation;

namespace Orders.Notifier;

/// <summary>Reads records of the table's stream.</summary>
internal static class StreamRecords
{
    private const string Source = "aws:dynamodb";

    /// <summary>The records of a batch. A null holds nothing, and is left out.</summary>
    /// <exception cref="UnexpectedEventException">The event is not, or not only, of a DynamoDB stream.</exception>
    public static List<DynamoDBEvent.DynamodbStreamRecord> Of(DynamoDBEvent? batch)
    {
        var records = batch?.Records?.Where(static record => record is not null).ToList();
        // An event that was made by hand may leave eventSource out; a record of SNS has none either, but no eventName.
        UnexpectedEventException.ThrowUnlessAllAre(
            Source, records?.Select(static record => record.EventSource ?? (record.EventName is null ? null : Source)));
        return records!;
    }

    /// <summary>When the table changed; the start of the calendar where the record does not say.</summary>
    public static DateTimeOffset ChangedAt(DynamoDBEvent.DynamodbStreamRecord record) =>
        record.Dynamodb is { } change ? new DateTimeOffset(DateTime.SpecifyKind(change.ApproximateCreationDateTime, DateTimeKind.Utc)) : DateTimeOffset.MinValue;

    /// <summary>The order whose row changed; null if the row's key is no order id.</summary>
    public static OrderId? OrderOf(DynamoDBEvent.DynamodbStreamRecord record) =>
        OrderId.TryParse(record.Dynamodb?.Keys?.GetValueOrDefault(OrdersTable.OrderId)?.S, out var id) ? id : null;

    /// <summary>The id of the trace of the change; null for none.</summary>
    public static string? TraceOf(DynamoDBEvent.DynamodbStreamRecord record) =>
        TraceParent.TraceIdOf(record.Dynamodb?.NewImage?.GetValueOrDefault(TraceParent.Name)?.S);

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
            ChangedAt = ChangedAt(record),
        }.ToEvent<StreamAttributeValues>();
    }
}

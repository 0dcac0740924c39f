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

    /// <summary>Returns the records of a batch. A null record has no content, and is left out.</summary>
    /// <exception cref="UnexpectedEventException">The event is not, or not only, from a DynamoDB stream.</exception>
    public static List<DynamoDBEvent.DynamodbStreamRecord> Of(DynamoDBEvent? batch)
    {
        var records = batch?.Records?.Where(static record => record is not null).ToList();
        // A hand-made event may leave eventSource out; a record of SNS has none either, but it has no eventName.
        UnexpectedEventException.ThrowUnlessAllAre(
            Source, records?.Select(static record => record.EventSource ?? (record.EventName is null ? null : Source)));
        return records!;
    }

    /// <summary>Returns the time of the change; the start of the calendar if the record has none.</summary>
    public static DateTimeOffset ChangedAt(DynamoDBEvent.DynamodbStreamRecord record) =>
        record.Dynamodb is { } change ? new DateTimeOffset(DateTime.SpecifyKind(change.ApproximateCreationDateTime, DateTimeKind.Utc)) : DateTimeOffset.MinValue;

    /// <summary>Returns the order whose row changed; null if the row's key is not an order id.</summary>
    public static OrderId? OrderOf(DynamoDBEvent.DynamodbStreamRecord record) =>
        OrderId.TryParse(record.Dynamodb?.Keys?.GetValueOrDefault(OrdersTable.OrderId)?.S, out var id) ? id : null;

    /// <summary>Returns the trace id of the change; null for none.</summary>
    public static string? TraceOf(DynamoDBEvent.DynamodbStreamRecord record) =>
        TraceParent.TraceIdOf(record.Dynamodb?.NewImage?.GetValueOrDefault(TraceParent.Name)?.S);

    /// <summary>Returns the record's event; null if it gives none.</summary>
    /// <exception cref="InvalidChangeException">The record gives no event.</exception>
    public static OrderEvent? ToEvent(DynamoDBEvent.DynamodbStreamRecord record)
    {
        var change = record.Dynamodb ?? throw InvalidChangeException.Unreadable("dynamodb");
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

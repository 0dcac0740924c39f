using Orders.Model;
using Orders.Storage;

namespace Orders.Events;

/// <summary>A record of the table's stream, in its reader's types.</summary>
/// <typeparam name="TValue">The reader's type of attribute values.</typeparam>
public readonly record struct StreamChange<TValue>
{
    /// <summary><c>INSERT</c>, <c>MODIFY</c> or <c>REMOVE</c>.</summary>
    public string? EventName { get; init; }

    /// <summary>The row before.</summary>
    public IReadOnlyDictionary<string, TValue>? OldImage { get; init; }

    /// <summary>The row after.</summary>
    public IReadOnlyDictionary<string, TValue>? NewImage { get; init; }

    /// <summary>The type of the identity that made the change, if the stream has it.</summary>
    public string? IdentityType { get; init; }

    /// <summary>The identity that made the change, if the stream has it.</summary>
    public string? PrincipalId { get; init; }

    /// <summary>The approximate time of the change.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Returns the change's event; null if it gives none.</summary>
    /// <exception cref="InvalidChangeException">
    /// An image is not an order, the record lacks an image that its kind of change needs, or the event's id is already used.
    /// </exception>
    public OrderEvent? ToEvent<TValues>()
        where TValues : IAttributeValues<TValue>
    {
        var (needsOld, needsNew) = EventName switch
        {
            "INSERT" => (false, true),
            "MODIFY" => (true, true),
            "REMOVE" => (true, false),
            _ => throw InvalidChangeException.Unreadable("eventName"),
        };
        if (RejectionRow.Is<TValue, TValues>(NewImage ?? OldImage))
        {
            return Rejection<TValues>();
        }

        var before = needsOld ? Read<TValues>(OldImage, nameof(OldImage)) : null;
        var after = needsNew ? Read<TValues>(NewImage, nameof(NewImage)) : null;
        if (before is not null && after is not null && before.Id != after.Id)
        {
            throw InvalidChangeException.Unreadable(OrdersTable.OrderId);
        }

        var told = OrderEvent.FromChange(before, after, IsTimeToLive, ChangedAt);
        return BrokenRule(before, after, told) is { } rule ? throw InvalidChangeException.Reused(rule) : told;
    }

    // A rejection is recorded once; its row is removed by nobody but an operator or the time to live, which concerns no consumer.
    private OrderEvent? Rejection<TValues>()
        where TValues : IAttributeValues<TValue> => EventName != "INSERT" ? null
        : NewImage is { } row && RejectionRow.Read<TValue, TValues>(row) is { } rejected ? OrderEvent.Of(rejected)
        : throw InvalidChangeException.Unreadable(OrdersTable.Rejection);

    // DynamoDB Developer Guide, "DynamoDB Streams and Time to Live": only the service has this identity.
    private bool IsTimeToLive => IdentityType == "Service" && PrincipalId == "dynamodb.amazonaws.com";

    /// <summary>
    /// Returns the version rule that the change breaks; null for none. An event is identified by its order's version, so each event needs a
    /// unique version. Only a write to the table outside the pipeline can break these rules.
    /// </summary>
    private static string? BrokenRule(Order? before, Order? after, OrderEvent? told) => (before, after) switch
    {
        (null, { Version: not 1 }) => "must be 1 for a new order",
        ({ } old, { } changed) when changed.Version < old.Version => "must not decrease",
        ({ } old, { } changed) when told is not null && changed.Version == old.Version => "must increase with each change of status",
        // The history's n-th entry led to version n + 1: a write that decreased the version did not remove it.
        _ when told is not null && told.Sequence <= told.Order?.History.Count => "must be higher than the number of changes in the history",
        _ => null,
    };

    private static Order Read<TValues>(IReadOnlyDictionary<string, TValue>? image, string name)
        where TValues : IAttributeValues<TValue> =>
        OrderRowReader.TryRead<TValue, TValues>(image ?? throw InvalidChangeException.Unreadable(name), out var order, out var unreadable)
            ? order
            : throw InvalidChangeException.Unreadable(unreadable.Attribute);
}

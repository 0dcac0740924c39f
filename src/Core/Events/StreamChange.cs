using Orders.Model;
using Orders.Storage;

namespace Orders.Events;

/// <summary>A record of the table's stream, as whoever reads it has it.</summary>
/// <typeparam name="TValue">The attribute value's type there.</typeparam>
public readonly record struct StreamChange<TValue>
{
    /// <summary><c>INSERT</c>, <c>MODIFY</c> or <c>REMOVE</c>.</summary>
    public string? EventName { get; init; }

    /// <summary>The row before.</summary>
    public IReadOnlyDictionary<string, TValue>? OldImage { get; init; }

    /// <summary>The row after.</summary>
    public IReadOnlyDictionary<string, TValue>? NewImage { get; init; }

    /// <summary>The type of who did it, where the stream says.</summary>
    public string? IdentityType { get; init; }

    /// <summary>Who did it, where the stream says.</summary>
    public string? PrincipalId { get; init; }

    /// <summary>About when it was done.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>What it tells consumers; null where it tells them nothing.</summary>
    /// <exception cref="UnreadableRowException">An image is no order, or the record has not the images that its kind of change must have.</exception>
    public OrderEvent? ToEvent<TValues>()
        where TValues : IAttributeValues<TValue>
    {
        var (needsOld, needsNew) = EventName switch
        {
            "INSERT" => (false, true),
            "MODIFY" => (true, true),
            "REMOVE" => (true, false),
            _ => throw new UnreadableRowException("eventName"),
        };
        return OrderEvent.FromChange(
            needsOld ? Read<TValues>(OldImage, nameof(OldImage)) : null,
            needsNew ? Read<TValues>(NewImage, nameof(NewImage)) : null,
            IsTimeToLive,
            ChangedAt);
    }

    // DynamoDB Developer Guide, "DynamoDB Streams and Time to Live": this identity is nobody's but the service's.
    private bool IsTimeToLive => IdentityType == "Service" && PrincipalId == "dynamodb.amazonaws.com";

    private static Order Read<TValues>(IReadOnlyDictionary<string, TValue>? image, string name)
        where TValues : IAttributeValues<TValue> =>
        OrderRowReader.Read<TValue, TValues>(image ?? throw new UnreadableRowException(name));
}

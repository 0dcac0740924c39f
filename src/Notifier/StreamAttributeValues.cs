using Amazon.Lambda.DynamoDBEvents;
using Orders.Storage;

namespace Orders.Notifier;

/// <summary>Attribute values of the stream's events.</summary>
public readonly struct StreamAttributeValues : IAttributeValues<DynamoDBEvent.AttributeValue>
{
    /// <inheritdoc/>
    public static string? Text(DynamoDBEvent.AttributeValue value) => value?.S;

    /// <inheritdoc/>
    public static string? Number(DynamoDBEvent.AttributeValue value) => value?.N;

    /// <inheritdoc/>
    public static IReadOnlyDictionary<string, DynamoDBEvent.AttributeValue>? Map(DynamoDBEvent.AttributeValue value) => value?.M;

    /// <inheritdoc/>
    public static IReadOnlyList<DynamoDBEvent.AttributeValue>? List(DynamoDBEvent.AttributeValue value) => value?.L;
}

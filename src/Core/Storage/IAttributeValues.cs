using Amazon.DynamoDBv2.Model;

namespace Orders.Storage;

/// <summary>
/// Reads an attribute value of DynamoDB, whose type differs between the SDK and the stream's events although both contain the same.
/// </summary>
/// <typeparam name="TValue">The attribute value's type.</typeparam>
public interface IAttributeValues<TValue>
{
    /// <summary>Returns the text of a value of type S; null for any other type.</summary>
    static abstract string? Text(TValue value);

    /// <summary>Returns the digits of a value of type N; null for any other type.</summary>
    static abstract string? Number(TValue value);

    /// <summary>Returns the entries of a value of type M; null for any other type.</summary>
    static abstract IReadOnlyDictionary<string, TValue>? Map(TValue value);

    /// <summary>Returns the elements of a value of type L; null for any other type.</summary>
    static abstract IReadOnlyList<TValue>? List(TValue value);
}

/// <summary>Attribute values of the SDK.</summary>
public readonly struct SdkAttributeValues : IAttributeValues<AttributeValue>
{
    /// <inheritdoc/>
    public static string? Text(AttributeValue value) => value?.S;

    /// <inheritdoc/>
    public static string? Number(AttributeValue value) => value?.N;

    /// <inheritdoc/>
    public static IReadOnlyDictionary<string, AttributeValue>? Map(AttributeValue value) => value?.M;

    /// <inheritdoc/>
    public static IReadOnlyList<AttributeValue>? List(AttributeValue value) => value?.L;
}

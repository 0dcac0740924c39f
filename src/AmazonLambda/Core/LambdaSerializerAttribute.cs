namespace Amazon.Lambda.Core;

/// <summary>
/// Names the serializer of a class-library handler. An executable, which is what Native AOT needs, hands its serializer to the
/// bootstrap instead.
/// </summary>
/// <param name="serializerType">A type with a parameterless constructor that implements <see cref="ILambdaSerializer"/>.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Assembly)]
public sealed class LambdaSerializerAttribute(Type serializerType) : Attribute
{
    /// <summary>The serializer's type.</summary>
    public Type SerializerType { get; set; } = serializerType;
}

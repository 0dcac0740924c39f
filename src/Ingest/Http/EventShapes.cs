using System.Text.Json;

namespace Orders.Ingest.Http;

/// <summary>Tells the shape of an event by the names at its root, without reading more of it.</summary>
internal static class EventShapes
{
    public static EventShape Of(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return EventShape.Direct;
        }

        var (hasContext, hasMethod) = (false, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            hasContext |= reader.ValueSpan.SequenceEqual("requestContext"u8);
            hasMethod |= reader.ValueSpan.SequenceEqual("httpMethod"u8);
            reader.Skip();
        }

        return hasMethod ? EventShape.RestApi : hasContext ? EventShape.HttpApi : EventShape.Direct;
    }
}

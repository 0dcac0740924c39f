using System.Text;
using System.Text.Json;
using Orders.Validation;

namespace Orders.Ingest.Http;

/// <summary>Finds the shape of an event by the names at its root, without reading the rest.</summary>
internal static class EventShapes
{
    // Members of events whose senders do not read an answer: queues, topics, streams, buses, log groups, destinations.
    private static readonly string[] Unanswered = ["Records", "eventSource", "detail-type", "awslogs", "deliveryStreamArn", "requestPayload"];

    /// <summary>Returns the event's shape.</summary>
    /// <exception cref="UnexpectedEventException">The event is from a service that does not read an answer, so a refusal would lose it.</exception>
    /// <exception cref="JsonException">The event is not JSON.</exception>
    public static EventShape Of(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return EventShape.Direct;
        }

        var (hasContext, hasMethod, isOfLoadBalancer, unanswered) = (false, false, false, default(string));
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueSpan.SequenceEqual("requestContext"u8))
            {
                hasContext = true;
                isOfLoadBalancer |= HasMember(ref reader, "elb"u8);
                continue;
            }

            hasMethod |= reader.ValueSpan.SequenceEqual("httpMethod"u8);
            unanswered ??= Find(in reader, Unanswered);
            reader.Skip();
        }

        return isOfLoadBalancer ? EventShape.LoadBalancer
            : hasMethod ? EventShape.RestApi
            : unanswered is not null ? throw new UnexpectedEventException(
                $"an event with '{unanswered}'", "a request of an API, or a direct invocation with an order")
            : hasContext ? EventShape.HttpApi
            : EventShape.Direct;
    }

    private static bool HasMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            found |= reader.ValueSpan.SequenceEqual(name);
            reader.Skip();
        }

        return found;
    }

    private static string? Find(ref readonly Utf8JsonReader reader, string[] names)
    {
        foreach (var name in names)
        {
            if (Ascii.Equals(reader.ValueSpan, name))
            {
                return name;
            }
        }

        return null;
    }
}

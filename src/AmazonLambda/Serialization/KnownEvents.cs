using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.Serialization.SystemTextJson.Events;
using Amazon.Lambda.Serialization.SystemTextJson.Json;
using Amazon.Lambda.SQSEvents;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>Reads the services' events of known types directly, without metadata and without an intermediate document.</summary>
internal static class KnownEvents
{
    /// <summary>Whether <see cref="Read"/> supports this type.</summary>
    public static bool Include(Type type) =>
        type == typeof(SQSEvent) || type == typeof(DynamoDBEvent) ||
        type == typeof(APIGatewayHttpApiV2ProxyRequest) || type == typeof(APIGatewayProxyRequest);

    /// <summary>Reads an event; null for a JSON null.</summary>
    public static object? Read(Type type, ReadOnlySpan<byte> utf8, StringPool pool)
    {
        if (type == typeof(SQSEvent))
        {
            return EventReader.ReadDocument(utf8, pool, SqsEvents.Read);
        }

        if (type == typeof(DynamoDBEvent))
        {
            return EventReader.ReadDocument(utf8, pool, StreamEvents.Read);
        }

        return type == typeof(APIGatewayHttpApiV2ProxyRequest)
            ? EventReader.ReadDocument(utf8, pool, HttpApiRequests.Read)
            : EventReader.ReadDocument(utf8, pool, RestApiRequests.Read);
    }
}

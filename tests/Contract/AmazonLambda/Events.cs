using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.Serialization.SystemTextJson.Converters;
using Amazon.Lambda.SQSEvents;

namespace Orders.Tests.Contract.AmazonLambda;

/// <summary>Decodes and encodes in both ways: the serializer's own, and System.Text.Json's by metadata, as in nuget mode.</summary>
internal static class Events
{
    private static readonly SourceGeneratorLambdaJsonSerializer<EventContext> Serializer = new();

    private static readonly EventContext Metadata = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNameCaseInsensitive = true,
        Converters = { new DateTimeConverter(), new MemoryStreamConverter() },
    });

    public static T Decode<T>(string json) => Decode<T>(Encoding.UTF8.GetBytes(json));

    public static T Decode<T>(byte[] utf8)
    {
        using MemoryStream stream = new(utf8);
        return Serializer.Deserialize<T>(stream);
    }

    public static string Encode<T>(T value)
    {
        using MemoryStream stream = new();
        Serializer.Serialize(value, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static T DecodeByMetadata<T>(byte[] utf8) => (T)JsonSerializer.Deserialize(utf8, typeof(T), Metadata)!;

    public static string EncodeByMetadata<T>(T value) => JsonSerializer.Serialize(value, typeof(T), Metadata);
}

[JsonSerializable(typeof(SQSEvent))]
[JsonSerializable(typeof(SQSBatchResponse))]
[JsonSerializable(typeof(DynamoDBEvent))]
[JsonSerializable(typeof(StreamsEventResponse))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyRequest))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyResponse))]
[JsonSerializable(typeof(APIGatewayProxyRequest))]
[JsonSerializable(typeof(APIGatewayProxyResponse))]
[JsonSerializable(typeof(StreamsEventResponse.BatchItemFailure), TypeInfoPropertyName = "StreamItemFailure")]
[JsonSerializable(typeof(APIGatewayProxyRequest.ProxyRequestContext), TypeInfoPropertyName = "RestRequestContext")]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(OwnType))]
internal sealed partial class EventContext : JsonSerializerContext;

internal sealed record OwnType(string Name, int? Count);

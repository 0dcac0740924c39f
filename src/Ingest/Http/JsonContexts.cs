using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;

namespace Orders.Ingest.Http;

// Two contexts, because both kinds of API have nested types with the same names.

/// <summary>Requests and answers of an HTTP API, a function URL and a direct invocation.</summary>
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyRequest))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyResponse))]
internal sealed partial class HttpApiJsonContext : JsonSerializerContext;

/// <summary>Requests and answers of a REST API.</summary>
[JsonSerializable(typeof(APIGatewayProxyRequest))]
[JsonSerializable(typeof(APIGatewayProxyResponse))]
internal sealed partial class RestApiJsonContext : JsonSerializerContext;

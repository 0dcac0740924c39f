#nullable disable
using System.Text.Json.Serialization;

namespace Amazon.Lambda.APIGatewayEvents;

/// <summary>
/// A request through an API Gateway HTTP API with payload format 2.0, or through a function URL, which sends the same format.
/// </summary>
public partial class APIGatewayHttpApiV2ProxyRequest
{
    /// <summary>The payload format: <c>2.0</c>.</summary>
    [JsonPropertyName("version")]
    public string Version { get; set; }

    /// <summary>The route that matched, for example <c>POST /orders</c>; <c>$default</c> for a function URL.</summary>
    [JsonPropertyName("routeKey")]
    public string RouteKey { get; set; }

    /// <summary>The path, with the stage if the API has a named one, percent-encoded as by the client.</summary>
    [JsonPropertyName("rawPath")]
    public string RawPath { get; set; }

    /// <summary>The query as sent, without the question mark; empty if there is none.</summary>
    [JsonPropertyName("rawQueryString")]
    public string RawQueryString { get; set; }

    /// <summary>The cookies, as <c>name=value</c>; null if there are none.</summary>
    [JsonPropertyName("cookies")]
    public string[] Cookies { get; set; }

    /// <summary>The headers under lower-case names, repeated ones joined by commas.</summary>
    [JsonPropertyName("headers")]
    public IDictionary<string, string> Headers { get; set; }

    /// <summary>The decoded query, repeated parameters joined by commas; null if there is none.</summary>
    [JsonPropertyName("queryStringParameters")]
    public IDictionary<string, string> QueryStringParameters { get; set; }

    /// <summary>The context: API, route, authorizer and client.</summary>
    [JsonPropertyName("requestContext")]
    public ProxyRequestContext RequestContext { get; set; }

    /// <summary>The body; null if there is none.</summary>
    [JsonPropertyName("body")]
    public string Body { get; set; }

    /// <summary>The values of the route's placeholders; null if it has none.</summary>
    [JsonPropertyName("pathParameters")]
    public IDictionary<string, string> PathParameters { get; set; }

    /// <summary>Whether <see cref="Body"/> is base64 of a body that is not text.</summary>
    [JsonPropertyName("isBase64Encoded")]
    public bool IsBase64Encoded { get; set; }

    /// <summary>The stage's variables; null if there are none.</summary>
    [JsonPropertyName("stageVariables")]
    public IDictionary<string, string> StageVariables { get; set; }
}

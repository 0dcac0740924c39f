#nullable disable
using System.Text.Json.Serialization;

namespace Amazon.Lambda.APIGatewayEvents;

/// <summary>A request through an API Gateway REST API, or through an HTTP API with payload format 1.0.</summary>
public partial class APIGatewayProxyRequest
{
    /// <summary>The resource that matched, for example <c>/orders/{order_id}</c>.</summary>
    [JsonPropertyName("resource")]
    public string Resource { get; set; }

    /// <summary>The path that was called.</summary>
    [JsonPropertyName("path")]
    public string Path { get; set; }

    /// <summary>The method, in capitals.</summary>
    [JsonPropertyName("httpMethod")]
    public string HttpMethod { get; set; }

    /// <summary>The headers in the client's spelling, the last value of each.</summary>
    [JsonPropertyName("headers")]
    public IDictionary<string, string> Headers { get; set; }

    /// <summary>The headers with all their values.</summary>
    [JsonPropertyName("multiValueHeaders")]
    public IDictionary<string, IList<string>> MultiValueHeaders { get; set; }

    /// <summary>The decoded query, the last value of each parameter; null if there is none.</summary>
    [JsonPropertyName("queryStringParameters")]
    public IDictionary<string, string> QueryStringParameters { get; set; }

    /// <summary>The decoded query with all values; null if there is none.</summary>
    [JsonPropertyName("multiValueQueryStringParameters")]
    public IDictionary<string, IList<string>> MultiValueQueryStringParameters { get; set; }

    /// <summary>The values of the resource's placeholders; null if it has none.</summary>
    [JsonPropertyName("pathParameters")]
    public IDictionary<string, string> PathParameters { get; set; }

    /// <summary>The stage's variables; null if there are none.</summary>
    [JsonPropertyName("stageVariables")]
    public IDictionary<string, string> StageVariables { get; set; }

    /// <summary>The context: API, resource, authorizer and caller.</summary>
    [JsonPropertyName("requestContext")]
    public ProxyRequestContext RequestContext { get; set; }

    /// <summary>The body; null if there is none.</summary>
    [JsonPropertyName("body")]
    public string Body { get; set; }

    /// <summary>Whether <see cref="Body"/> is base64 of a body that is not text.</summary>
    [JsonPropertyName("isBase64Encoded")]
    public bool IsBase64Encoded { get; set; }
}

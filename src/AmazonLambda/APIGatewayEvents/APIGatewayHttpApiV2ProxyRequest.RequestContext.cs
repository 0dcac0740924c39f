#nullable disable
using System.Text.Json.Serialization;

namespace Amazon.Lambda.APIGatewayEvents;

public partial class APIGatewayHttpApiV2ProxyRequest
{
    /// <summary>The context of a request: API, route, authorizer and client.</summary>
    public class ProxyRequestContext
    {
        /// <summary>The account that owns the API; <c>anonymous</c> for a function URL without IAM.</summary>
        [JsonPropertyName("accountId")]
        public string AccountId { get; set; }

        /// <summary>The API's id.</summary>
        [JsonPropertyName("apiId")]
        public string ApiId { get; set; }

        /// <summary>The authorizer's result; null if the route has none.</summary>
        [JsonPropertyName("authorizer")]
        public AuthorizerDescription Authorizer { get; set; }

        /// <summary>The host that was called.</summary>
        [JsonPropertyName("domainName")]
        public string DomainName { get; set; }

        /// <summary>The first label of that host.</summary>
        [JsonPropertyName("domainPrefix")]
        public string DomainPrefix { get; set; }

        /// <summary>The request line and the client.</summary>
        [JsonPropertyName("http")]
        public HttpDescription Http { get; set; }

        /// <summary>API Gateway's id for the request.</summary>
        [JsonPropertyName("requestId")]
        public string RequestId { get; set; }

        /// <summary>The route's id.</summary>
        [JsonPropertyName("routeId")]
        public string RouteId { get; set; }

        /// <summary>The route that matched.</summary>
        [JsonPropertyName("routeKey")]
        public string RouteKey { get; set; }

        /// <summary>The stage, or <c>$default</c>.</summary>
        [JsonPropertyName("stage")]
        public string Stage { get; set; }

        /// <summary>The time of receipt, for example <c>12/Mar/2026:19:03:58 +0000</c>.</summary>
        [JsonPropertyName("time")]
        public string Time { get; set; }

        /// <summary>The time of receipt, in milliseconds since 1970.</summary>
        [JsonPropertyName("timeEpoch")]
        public long TimeEpoch { get; set; }
    }

    /// <summary>The request line and the client.</summary>
    public class HttpDescription
    {
        /// <summary>The method, in capitals.</summary>
        [JsonPropertyName("method")]
        public string Method { get; set; }

        /// <summary>The path.</summary>
        [JsonPropertyName("path")]
        public string Path { get; set; }

        /// <summary>The protocol, for example <c>HTTP/1.1</c>.</summary>
        [JsonPropertyName("protocol")]
        public string Protocol { get; set; }

        /// <summary>The client's address.</summary>
        [JsonPropertyName("sourceIp")]
        public string SourceIp { get; set; }

        /// <summary>The client's <c>User-Agent</c>.</summary>
        [JsonPropertyName("userAgent")]
        public string UserAgent { get; set; }
    }
}

#nullable disable
using System.Text.Json.Serialization;

namespace Amazon.Lambda.APIGatewayEvents;

public partial class APIGatewayProxyRequest
{
    /// <summary>The context of a request: API, resource, authorizer and caller.</summary>
    public class ProxyRequestContext
    {
        /// <summary>The path with the stage.</summary>
        [JsonPropertyName("path")]
        public string Path { get; set; }

        /// <summary>The account that owns the API.</summary>
        [JsonPropertyName("accountId")]
        public string AccountId { get; set; }

        /// <summary>The resource's id.</summary>
        [JsonPropertyName("resourceId")]
        public string ResourceId { get; set; }

        /// <summary>The stage.</summary>
        [JsonPropertyName("stage")]
        public string Stage { get; set; }

        /// <summary>API Gateway's id for the request.</summary>
        [JsonPropertyName("requestId")]
        public string RequestId { get; set; }

        /// <summary>The caller.</summary>
        [JsonPropertyName("identity")]
        public RequestIdentity Identity { get; set; }

        /// <summary>The resource that matched.</summary>
        [JsonPropertyName("resourcePath")]
        public string ResourcePath { get; set; }

        /// <summary>The method, in capitals.</summary>
        [JsonPropertyName("httpMethod")]
        public string HttpMethod { get; set; }

        /// <summary>The API's id.</summary>
        [JsonPropertyName("apiId")]
        public string ApiId { get; set; }

        /// <summary>API Gateway's extended id for the request.</summary>
        [JsonPropertyName("extendedRequestId")]
        public string ExtendedRequestId { get; set; }

        /// <summary>The host that was called.</summary>
        [JsonPropertyName("domainName")]
        public string DomainName { get; set; }

        /// <summary>The first label of that host.</summary>
        [JsonPropertyName("domainPrefix")]
        public string DomainPrefix { get; set; }

        /// <summary>The authorizer's result; null if the method has none.</summary>
        [JsonPropertyName("authorizer")]
        public APIGatewayCustomAuthorizerContext Authorizer { get; set; }

        /// <summary>The method's operation name.</summary>
        [JsonPropertyName("operationName")]
        public string OperationName { get; set; }

        /// <summary>The time of receipt, for example <c>09/Apr/2026:12:34:56 +0000</c>.</summary>
        [JsonPropertyName("requestTime")]
        public string RequestTime { get; set; }

        /// <summary>The time of receipt, in milliseconds since 1970.</summary>
        [JsonPropertyName("requestTimeEpoch")]
        public long RequestTimeEpoch { get; set; }
    }
}

#nullable disable
using System.Text.Json.Serialization;

namespace Amazon.Lambda.APIGatewayEvents;

public partial class APIGatewayProxyRequest
{
    /// <summary>The caller; members that do not apply are null.</summary>
    public class RequestIdentity
    {
        /// <summary>The Cognito identity pool.</summary>
        [JsonPropertyName("cognitoIdentityPoolId")]
        public string CognitoIdentityPoolId { get; set; }

        /// <summary>The account of the principal that signed the request.</summary>
        [JsonPropertyName("accountId")]
        public string AccountId { get; set; }

        /// <summary>The Cognito identity.</summary>
        [JsonPropertyName("cognitoIdentityId")]
        public string CognitoIdentityId { get; set; }

        /// <summary>The principal that signed the request.</summary>
        [JsonPropertyName("caller")]
        public string Caller { get; set; }

        /// <summary>The API key.</summary>
        [JsonPropertyName("apiKey")]
        public string ApiKey { get; set; }

        /// <summary>The API key's id.</summary>
        [JsonPropertyName("apiKeyId")]
        public string ApiKeyId { get; set; }

        /// <summary>The access key id of the signature.</summary>
        [JsonPropertyName("accessKey")]
        public string AccessKey { get; set; }

        /// <summary>The client's address.</summary>
        [JsonPropertyName("sourceIp")]
        public string SourceIp { get; set; }

        /// <summary>How the Cognito identity authenticated.</summary>
        [JsonPropertyName("cognitoAuthenticationType")]
        public string CognitoAuthenticationType { get; set; }

        /// <summary>The authentication provider of the Cognito identity.</summary>
        [JsonPropertyName("cognitoAuthenticationProvider")]
        public string CognitoAuthenticationProvider { get; set; }

        /// <summary>The ARN of the principal that signed the request.</summary>
        [JsonPropertyName("userArn")]
        public string UserArn { get; set; }

        /// <summary>The client's <c>User-Agent</c>.</summary>
        [JsonPropertyName("userAgent")]
        public string UserAgent { get; set; }

        /// <summary>The user that signed the request.</summary>
        [JsonPropertyName("user")]
        public string User { get; set; }
    }
}

#nullable disable
using System.Text.Json.Serialization;

namespace Amazon.Lambda.APIGatewayEvents;

public partial class APIGatewayHttpApiV2ProxyRequest
{
    /// <summary>The result of the route's authorizer: the member named for its kind is set.</summary>
    public class AuthorizerDescription
    {
        /// <summary>The token's claims, from a JWT authorizer.</summary>
        [JsonPropertyName("jwt")]
        public JwtDescription Jwt { get; set; }

        /// <summary>
        /// The context that a Lambda authorizer returned. Read values by <c>ToString()</c>: their types depend on the serializer.
        /// </summary>
        [JsonPropertyName("lambda")]
        public IDictionary<string, object> Lambda { get; set; }

        /// <summary>The principal, from IAM authorization.</summary>
        [JsonPropertyName("iam")]
        public IAMDescription IAM { get; set; }

        /// <summary>The principal that signed a request.</summary>
        public class IAMDescription
        {
            /// <summary>The access key id of the signature.</summary>
            [JsonPropertyName("accessKey")]
            public string AccessKey { get; set; }

            /// <summary>The principal's account.</summary>
            [JsonPropertyName("accountId")]
            public string AccountId { get; set; }

            /// <summary>The principal's unique id, with the session's name for a role.</summary>
            [JsonPropertyName("callerId")]
            public string CallerId { get; set; }

            /// <summary>The Cognito identity behind it; null if there is none.</summary>
            [JsonPropertyName("cognitoIdentity")]
            public CognitoIdentityDescription CognitoIdentity { get; set; }

            /// <summary>The principal's organization; null if it has none.</summary>
            [JsonPropertyName("principalOrgId")]
            public string PrincipalOrgId { get; set; }

            /// <summary>The principal's ARN.</summary>
            [JsonPropertyName("userArn")]
            public string UserARN { get; set; }

            /// <summary>The principal's unique id.</summary>
            [JsonPropertyName("userId")]
            public string UserId { get; set; }
        }

        /// <summary>A Cognito identity.</summary>
        public class CognitoIdentityDescription
        {
            /// <summary>The authentication methods.</summary>
            [JsonPropertyName("amr")]
            public IList<string> AMR { get; set; }

            /// <summary>The identity's id.</summary>
            [JsonPropertyName("identityId")]
            public string IdentityId { get; set; }

            /// <summary>The identity pool's id.</summary>
            [JsonPropertyName("identityPoolId")]
            public string IdentityPoolId { get; set; }
        }

        /// <summary>The content of a JSON Web Token.</summary>
        public class JwtDescription
        {
            /// <summary>The token's claims, all as text.</summary>
            [JsonPropertyName("claims")]
            public IDictionary<string, string> Claims { get; set; }

            /// <summary>The token's scopes among those of the route; null if the route requires none.</summary>
            [JsonPropertyName("scopes")]
            public string[] Scopes { get; set; }
        }
    }
}

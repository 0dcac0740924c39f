#nullable disable
using System.Text.Json.Serialization;

namespace Amazon.Lambda.APIGatewayEvents;

public partial class APIGatewayHttpApiV2ProxyRequest
{
    /// <summary>What the route's authorizer found: the member named for its kind is set.</summary>
    public class AuthorizerDescription
    {
        /// <summary>The token's claims, from a JWT authorizer.</summary>
        [JsonPropertyName("jwt")]
        public JwtDescription Jwt { get; set; }

        /// <summary>
        /// The context that a Lambda authorizer returned. Take values by <c>ToString()</c>: their types are the serializer's choice.
        /// </summary>
        [JsonPropertyName("lambda")]
        public IDictionary<string, object> Lambda { get; set; }

        /// <summary>The principal, from IAM authorization.</summary>
        [JsonPropertyName("iam")]
        public IAMDescription IAM { get; set; }

        /// <summary>The principal that signed a request.</summary>
        public class IAMDescription
        {
            /// <summary>The access key id it signed with.</summary>
            [JsonPropertyName("accessKey")]
            public string AccessKey { get; set; }

            /// <summary>Its account.</summary>
            [JsonPropertyName("accountId")]
            public string AccountId { get; set; }

            /// <summary>Its unique id, with the session's name for a role.</summary>
            [JsonPropertyName("callerId")]
            public string CallerId { get; set; }

            /// <summary>The Cognito identity behind it; null if there is none.</summary>
            [JsonPropertyName("cognitoIdentity")]
            public CognitoIdentityDescription CognitoIdentity { get; set; }

            /// <summary>Its organization; null if it has none.</summary>
            [JsonPropertyName("principalOrgId")]
            public string PrincipalOrgId { get; set; }

            /// <summary>Its ARN.</summary>
            [JsonPropertyName("userArn")]
            public string UserARN { get; set; }

            /// <summary>Its unique id.</summary>
            [JsonPropertyName("userId")]
            public string UserId { get; set; }
        }

        /// <summary>A Cognito identity.</summary>
        public class CognitoIdentityDescription
        {
            /// <summary>How it authenticated.</summary>
            [JsonPropertyName("amr")]
            public IList<string> AMR { get; set; }

            /// <summary>The identity.</summary>
            [JsonPropertyName("identityId")]
            public string IdentityId { get; set; }

            /// <summary>The pool it belongs to.</summary>
            [JsonPropertyName("identityPoolId")]
            public string IdentityPoolId { get; set; }
        }

        /// <summary>What a JSON Web Token says.</summary>
        public class JwtDescription
        {
            /// <summary>Its claims, all as text.</summary>
            [JsonPropertyName("claims")]
            public IDictionary<string, string> Claims { get; set; }

            /// <summary>The route's scopes that it has; null where the route asks for none.</summary>
            [JsonPropertyName("scopes")]
            public string[] Scopes { get; set; }
        }
    }
}

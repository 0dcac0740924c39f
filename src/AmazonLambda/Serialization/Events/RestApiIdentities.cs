#nullable disable
using Amazon.Lambda.Serialization.SystemTextJson.Json;
using static Amazon.Lambda.APIGatewayEvents.APIGatewayProxyRequest;

namespace Amazon.Lambda.Serialization.SystemTextJson.Events;

/// <summary>Reads the caller of a request in payload format 1.0.</summary>
internal static class RestApiIdentities
{
    public static RequestIdentity Read(ref EventReader reader)
    {
        RequestIdentity identity = new();
        while (reader.NextMember(out string name))
        {
            switch (name)
            {
                case "cognitoIdentityPoolId": identity.CognitoIdentityPoolId = reader.String(); break;
                case "accountId": identity.AccountId = reader.Repeated(); break;
                case "cognitoIdentityId": identity.CognitoIdentityId = reader.String(); break;
                case "caller": identity.Caller = reader.String(); break;
                case "apiKey": identity.ApiKey = reader.String(); break;
                case "apiKeyId": identity.ApiKeyId = reader.String(); break;
                case "accessKey": identity.AccessKey = reader.String(); break;
                case "sourceIp": identity.SourceIp = reader.String(); break;
                case "cognitoAuthenticationType": identity.CognitoAuthenticationType = reader.String(); break;
                case "cognitoAuthenticationProvider": identity.CognitoAuthenticationProvider = reader.String(); break;
                case "userArn": identity.UserArn = reader.String(); break;
                case "userAgent": identity.UserAgent = reader.String(); break;
                case "user": identity.User = reader.String(); break;
                default: reader.Skip(); break;
            }
        }

        return identity;
    }
}

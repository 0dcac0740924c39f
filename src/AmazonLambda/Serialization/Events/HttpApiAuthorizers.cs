#nullable disable
using Amazon.Lambda.Serialization.SystemTextJson.Json;
using static Amazon.Lambda.APIGatewayEvents.APIGatewayHttpApiV2ProxyRequest;
using static Amazon.Lambda.APIGatewayEvents.APIGatewayHttpApiV2ProxyRequest.AuthorizerDescription;

namespace Amazon.Lambda.Serialization.SystemTextJson.Events;

/// <summary>Reads the authorizer's result of a request in payload format 2.0.</summary>
internal static class HttpApiAuthorizers
{
    public static AuthorizerDescription Read(ref EventReader reader)
    {
        AuthorizerDescription authorizer = new();
        while (reader.NextMember(out string name))
        {
            switch (name)
            {
                case "jwt": authorizer.Jwt = reader.Object(ReadJwt); break;
                case "lambda": authorizer.Lambda = reader.Map(Values.ReadAny); break;
                case "iam": authorizer.IAM = reader.Object(ReadIam); break;
                default: reader.Skip(); break;
            }
        }

        return authorizer;
    }

    private static JwtDescription ReadJwt(ref EventReader reader)
    {
        JwtDescription jwt = new();
        while (reader.NextMember(out string name))
        {
            switch (name)
            {
                case "claims": jwt.Claims = reader.Map(Values.ReadString); break;
                case "scopes": jwt.Scopes = reader.List(Values.ReadString)?.ToArray(); break;
                default: reader.Skip(); break;
            }
        }

        return jwt;
    }

    private static IAMDescription ReadIam(ref EventReader reader)
    {
        IAMDescription iam = new();
        while (reader.NextMember(out string name))
        {
            switch (name)
            {
                case "accessKey": iam.AccessKey = reader.String(); break;
                case "accountId": iam.AccountId = reader.Repeated(); break;
                case "callerId": iam.CallerId = reader.String(); break;
                case "cognitoIdentity": iam.CognitoIdentity = reader.Object(ReadCognitoIdentity); break;
                case "principalOrgId": iam.PrincipalOrgId = reader.Repeated(); break;
                case "userArn": iam.UserARN = reader.String(); break;
                case "userId": iam.UserId = reader.String(); break;
                default: reader.Skip(); break;
            }
        }

        return iam;
    }

    private static CognitoIdentityDescription ReadCognitoIdentity(ref EventReader reader)
    {
        CognitoIdentityDescription identity = new();
        while (reader.NextMember(out string name))
        {
            switch (name)
            {
                case "amr": identity.AMR = reader.List(Values.ReadString); break;
                case "identityId": identity.IdentityId = reader.String(); break;
                case "identityPoolId": identity.IdentityPoolId = reader.Repeated(); break;
                default: reader.Skip(); break;
            }
        }

        return identity;
    }
}

#nullable disable
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Serialization.SystemTextJson.Json;
using static Amazon.Lambda.APIGatewayEvents.APIGatewayProxyRequest;

namespace Amazon.Lambda.Serialization.SystemTextJson.Events;

/// <summary>Reads the context of a request in payload format 1.0.</summary>
internal static class RestApiContexts
{
    public static ProxyRequestContext Read(ref EventReader reader)
    {
        ProxyRequestContext context = new();
        while (reader.NextMember(out string name))
        {
            switch (name)
            {
                case "path": context.Path = reader.String(); break;
                case "accountId": context.AccountId = reader.Repeated(); break;
                case "resourceId": context.ResourceId = reader.Repeated(); break;
                case "stage": context.Stage = reader.Repeated(); break;
                case "requestId": context.RequestId = reader.String(); break;
                case "identity": context.Identity = reader.Object(RestApiIdentities.Read); break;
                case "resourcePath": context.ResourcePath = reader.Repeated(); break;
                case "httpMethod": context.HttpMethod = reader.Repeated(); break;
                case "apiId": context.ApiId = reader.Repeated(); break;
                case "extendedRequestId": context.ExtendedRequestId = reader.String(); break;
                case "domainName": context.DomainName = reader.Repeated(); break;
                case "domainPrefix": context.DomainPrefix = reader.Repeated(); break;
                case "authorizer": context.Authorizer = reader.Object(ReadAuthorizer); break;
                case "operationName": context.OperationName = reader.Repeated(); break;
                case "requestTime": context.RequestTime = reader.String(); break;
                case "requestTimeEpoch": context.RequestTimeEpoch = reader.Integer(); break;
                default: reader.Skip(); break;
            }
        }

        return context;
    }

    private static APIGatewayCustomAuthorizerContext ReadAuthorizer(ref EventReader reader)
    {
        APIGatewayCustomAuthorizerContext authorizer = [];
        reader.AddMembers(authorizer, Values.ReadAny);
        return authorizer;
    }
}

#nullable disable
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Serialization.SystemTextJson.Json;

namespace Amazon.Lambda.Serialization.SystemTextJson.Events;

/// <summary>Reads a request in payload format 1.0.</summary>
internal static class RestApiRequests
{
    public static APIGatewayProxyRequest Read(ref EventReader reader)
    {
        APIGatewayProxyRequest request = new();
        while (reader.NextMember(out string name))
        {
            switch (name)
            {
                case "resource": request.Resource = reader.Repeated(); break;
                case "path": request.Path = reader.String(); break;
                case "httpMethod": request.HttpMethod = reader.Repeated(); break;
                case "headers": request.Headers = reader.Map(Values.ReadString); break;
                case "multiValueHeaders": request.MultiValueHeaders = reader.Map(Values.ReadStrings); break;
                case "queryStringParameters": request.QueryStringParameters = reader.Map(Values.ReadString); break;
                case "multiValueQueryStringParameters":
                    request.MultiValueQueryStringParameters = reader.Map(Values.ReadStrings);
                    break;
                case "pathParameters": request.PathParameters = reader.Map(Values.ReadString); break;
                case "stageVariables": request.StageVariables = reader.Map(Values.ReadString); break;
                case "requestContext": request.RequestContext = reader.Object(RestApiContexts.Read); break;
                case "body": request.Body = reader.String(); break;
                case "isBase64Encoded": request.IsBase64Encoded = reader.Flag() ?? false; break;
                default: reader.Skip(); break;
            }
        }

        return request;
    }
}

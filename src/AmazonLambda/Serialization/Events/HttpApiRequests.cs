#nullable disable
using Amazon.Lambda.Serialization.SystemTextJson.Json;
using static Amazon.Lambda.APIGatewayEvents.APIGatewayHttpApiV2ProxyRequest;
using Request = Amazon.Lambda.APIGatewayEvents.APIGatewayHttpApiV2ProxyRequest;

namespace Amazon.Lambda.Serialization.SystemTextJson.Events;

/// <summary>Reads a request in payload format 2.0.</summary>
internal static class HttpApiRequests
{
    public static Request Read(ref EventReader reader)
    {
        Request request = new();
        while (reader.NextMember(out string name))
        {
            switch (name)
            {
                case "version": request.Version = reader.Repeated(); break;
                case "routeKey": request.RouteKey = reader.Repeated(); break;
                case "rawPath": request.RawPath = reader.String(); break;
                case "rawQueryString": request.RawQueryString = reader.String(); break;
                case "cookies": request.Cookies = reader.List(Values.ReadString)?.ToArray(); break;
                case "headers": request.Headers = reader.Map(Values.ReadString, capacity: 16); break;
                case "queryStringParameters": request.QueryStringParameters = reader.Map(Values.ReadString); break;
                case "requestContext": request.RequestContext = reader.Object(ReadContext); break;
                case "body": request.Body = reader.String(); break;
                case "pathParameters": request.PathParameters = reader.Map(Values.ReadString); break;
                case "isBase64Encoded": request.IsBase64Encoded = reader.Flag() ?? false; break;
                case "stageVariables": request.StageVariables = reader.Map(Values.ReadString); break;
                default: reader.Skip(); break;
            }
        }

        return request;
    }

    private static ProxyRequestContext ReadContext(ref EventReader reader)
    {
        ProxyRequestContext context = new();
        while (reader.NextMember(out string name))
        {
            switch (name)
            {
                case "accountId": context.AccountId = reader.Repeated(); break;
                case "apiId": context.ApiId = reader.Repeated(); break;
                case "authorizer": context.Authorizer = reader.Object(HttpApiAuthorizers.Read); break;
                case "domainName": context.DomainName = reader.Repeated(); break;
                case "domainPrefix": context.DomainPrefix = reader.Repeated(); break;
                case "http": context.Http = reader.Object(ReadHttp); break;
                case "requestId": context.RequestId = reader.String(); break;
                case "routeId": context.RouteId = reader.Repeated(); break;
                case "routeKey": context.RouteKey = reader.Repeated(); break;
                case "stage": context.Stage = reader.Repeated(); break;
                case "time": context.Time = reader.String(); break;
                case "timeEpoch": context.TimeEpoch = reader.Integer(); break;
                default: reader.Skip(); break;
            }
        }

        return context;
    }

    private static HttpDescription ReadHttp(ref EventReader reader)
    {
        HttpDescription http = new();
        while (reader.NextMember(out string name))
        {
            switch (name)
            {
                case "method": http.Method = reader.Repeated(); break;
                case "path": http.Path = reader.String(); break;
                case "protocol": http.Protocol = reader.Repeated(); break;
                case "sourceIp": http.SourceIp = reader.String(); break;
                case "userAgent": http.UserAgent = reader.String(); break;
                default: reader.Skip(); break;
            }
        }

        return http;
    }
}

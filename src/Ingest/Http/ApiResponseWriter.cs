using Amazon.Lambda.APIGatewayEvents;

namespace Orders.Ingest.Http;

/// <summary>Writes an answer in its request's shape.</summary>
internal static class ApiResponseWriter
{
    public static MemoryStream Write(ApiResponse response, EventShape shape)
    {
        var output = new MemoryStream();
        var headers = new Dictionary<string, string>(response.Headers) { ["Content-Type"] = "application/json" };
        if (shape is EventShape.RestApi or EventShape.LoadBalancer)
        {
            // A load balancer reads one of the two, depending on its target group.
            var multiple = shape == EventShape.LoadBalancer ? headers.ToDictionary(static header => header.Key, static IList<string> (KeyValuePair<string, string> header) => [header.Value]) : null;
            EventSerializers.RestApi.Serialize(
                new APIGatewayProxyResponse { StatusCode = response.Status, Headers = headers, MultiValueHeaders = multiple, Body = response.Body }, output);
        }
        else
        {
            EventSerializers.HttpApi.Serialize(new APIGatewayHttpApiV2ProxyResponse { StatusCode = response.Status, Headers = headers, Body = response.Body }, output);
        }

        output.Position = 0;
        return output;
    }
}

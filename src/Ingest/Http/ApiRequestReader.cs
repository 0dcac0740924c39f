using System.Text;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;

namespace Orders.Ingest.Http;

/// <summary>Reads a request out of whatever event Lambda passes on.</summary>
internal static class ApiRequestReader
{
    /// <summary>Reads one event.</summary>
    /// <exception cref="FormatException">The body says that it is base64, and is not.</exception>
    /// <exception cref="JsonException">The event is not JSON, or not of the shape that it seems to be of.</exception>
    public static ApiRequest Read(MemoryStream input)
    {
        var utf8 = new ReadOnlyMemory<byte>(input.GetBuffer(), 0, (int)input.Length);
        switch (EventShapes.Of(utf8.Span))
        {
            case EventShape.HttpApi:
                return FromHttpApi(EventSerializers.HttpApi.Deserialize<APIGatewayHttpApiV2ProxyRequest>(input));
            case EventShape.RestApi:
                return FromRestApi(EventSerializers.RestApi.Deserialize<APIGatewayProxyRequest>(input));
            default:
                return DirectInvocation.Read(utf8);
        }
    }

    private static ApiRequest FromHttpApi(APIGatewayHttpApiV2ProxyRequest request) => new()
    {
        Shape = EventShape.HttpApi,
        Method = request.RequestContext?.Http?.Method ?? "",
        Path = WithoutStage(request.RawPath ?? "", request.RequestContext?.Stage),
        Headers = Copy(request.Headers),
        Query = Copy(request.QueryStringParameters),
        Body = Decode(request.Body, request.IsBase64Encoded),
        Owner = Caller.Of(request.RequestContext),
    };

    private static ApiRequest FromRestApi(APIGatewayProxyRequest request) => new()
    {
        Shape = EventShape.RestApi,
        Method = request.HttpMethod ?? "",
        Path = request.Path ?? "",
        Headers = Copy(request.Headers),
        Query = Copy(request.QueryStringParameters),
        Body = Decode(request.Body, request.IsBase64Encoded),
        Owner = Caller.Of(request.RequestContext),
    };

    // An HTTP API's raw path begins with its stage, unless that is the default one.
    private static string WithoutStage(string path, string? stage) =>
        stage is { Length: > 0 } && path.StartsWith($"/{stage}/", StringComparison.Ordinal) ? path[(stage.Length + 1)..] : path;

    private static Dictionary<string, string> Copy(IDictionary<string, string>? values) => values is null ? [] : new(values);

    private static byte[] Decode(string? body, bool isBase64) =>
        body is null ? [] : isBase64 ? Convert.FromBase64String(body) : Encoding.UTF8.GetBytes(body);
}

using System.Text;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Orders.Validation;

namespace Orders.Ingest.Http;

/// <summary>Reads a request from any of Lambda's event shapes.</summary>
internal static class ApiRequestReader
{
    /// <summary>Reads one event.</summary>
    /// <exception cref="UnreadableEventException">The event breaks a rule of its kind.</exception>
    /// <exception cref="FormatException">The body is marked as base64, and is not.</exception>
    /// <exception cref="JsonException">The event is not JSON, or does not have its kind's shape.</exception>
    public static ApiRequest Read(MemoryStream input, EventShape shape)
    {
        var utf8 = new ReadOnlyMemory<byte>(input.GetBuffer(), 0, (int)input.Length);
        try
        {
            return shape switch
            {
                EventShape.HttpApi => FromHttpApi(EventSerializers.HttpApi.Deserialize<APIGatewayHttpApiV2ProxyRequest>(input)),
                EventShape.RestApi => FromRestApi(EventSerializers.RestApi.Deserialize<APIGatewayProxyRequest>(input)),
                // The event does not identify the caller: its authentication is a signed header, which would have to be verified.
                EventShape.LoadBalancer => throw Refused(
                    "requestContext.elb", ErrorCodes.Value, "must be left out: put an HTTP API, a REST API or a function URL in front of the function, not an Application Load Balancer"),
                _ => DirectInvocation.Read(utf8),
            };
        }
        // The official package's serializer has the cause as the inner exception.
        catch (Exception exception) when ((exception as JsonException ?? exception.InnerException as JsonException) is { } reason
            && (RequestHeaders.FindFault(utf8.Span) ?? FindFault(reason)) is { } fault)
        {
            throw new UnreadableEventException(fault);
        }
    }

    private static ApiRequest FromHttpApi(APIGatewayHttpApiV2ProxyRequest request) => new()
    {
        Shape = EventShape.HttpApi,
        Method = request.RequestContext?.Http?.Method is { Length: > 0 } method
            ? method
            : throw Refused("requestContext.http.method", ErrorCodes.Required, "must be given, as an HTTP API and a function URL do; WebSocket APIs and VPC Lattice are not supported"),
        // A route's key is its method and its path.
        Path = ApiPath.Of(request.RouteKey?.Split(' ', 2)[^1], request.PathParameters, request.RawPath, request.RequestContext.Stage),
        ClientPath = request.RawPath ?? "",
        Headers = RequestHeaders.Of(request.Headers, multiple: null),
        Query = Copy(request.QueryStringParameters),
        Body = Decode(request.Body, request.IsBase64Encoded),
        Owner = Caller.Of(request.RequestContext),
    };

    private static ApiRequest FromRestApi(APIGatewayProxyRequest request) => new()
    {
        Shape = EventShape.RestApi,
        Method = request.HttpMethod ?? "",
        Path = ApiPath.Of(request.Resource, request.PathParameters, request.Path, request.RequestContext?.Stage),
        // The event's path lacks the stage that the client used.
        ClientPath = request.RequestContext?.Path ?? request.Path ?? "",
        Headers = RequestHeaders.Of(request.Headers, request.MultiValueHeaders),
        Query = Join(request.QueryStringParameters, request.MultiValueQueryStringParameters),
        Body = Decode(request.Body, request.IsBase64Encoded),
        Owner = Caller.Of(request.RequestContext),
    };

    private static Dictionary<string, string> Copy(IDictionary<string, string>? values) => values is null ? [] : new(values);

    // As an HTTP API does: repeated values are joined, so that two values are refused instead of one being picked.
    private static Dictionary<string, string> Join(IDictionary<string, string>? single, IDictionary<string, IList<string>>? multiple)
    {
        var query = Copy(single);
        foreach (var (name, values) in multiple ?? new Dictionary<string, IList<string>>(0))
        {
            query[name] = string.Join(',', values ?? []);
        }

        return query;
    }

    // The path is like "$.pathParameters.order_id": its first name is a member of the event, the others may be the sender's.
    private static FieldError? FindFault(JsonException reason) => reason.Path is ['$', '.', .. var path]
        ? new FieldError(path.Split('.', '[')[0], ErrorCodes.Type, "must have the type that API Gateway gives it, and its text must be Unicode")
        : null;

    private static UnreadableEventException Refused(string field, string code, string rule) => new(new FieldError(field, code, rule));

    private static byte[] Decode(string? body, bool isBase64) =>
        body is null ? [] : isBase64 ? Convert.FromBase64String(body) : Encoding.UTF8.GetBytes(body);
}

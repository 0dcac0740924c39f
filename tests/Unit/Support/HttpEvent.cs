using System.Text.Json.Nodes;

namespace Orders.Tests.Unit.Support;

/// <summary>A request, to be passed on as either kind of API does.</summary>
internal sealed record HttpEvent(string Method, string Path, string? Body = null)
{
    public Dictionary<string, string> Headers { get; init; } = [];

    public Dictionary<string, string> Query { get; init; } = [];

    /// <summary>The body's bytes, passed on as base64; instead of <see cref="Body"/>.</summary>
    public byte[]? Binary { get; init; }

    /// <summary>What an authorizer says, as JSON.</summary>
    public string? Authorizer { get; init; }

    /// <summary>What a REST API says of who calls, as JSON.</summary>
    public string? Identity { get; init; }

    public string Stage { get; init; } = "$default";

    public string ToHttpApi()
    {
        var context = new JsonObject
        {
            ["accountId"] = "000000000000",
            ["http"] = new JsonObject { ["method"] = Method, ["path"] = Path, ["protocol"] = "HTTP/1.1", ["sourceIp"] = "192.0.2.1" },
            ["requestId"] = "gateway-1",
            ["stage"] = Stage,
        };
        if (Authorizer is not null)
        {
            context["authorizer"] = JsonNode.Parse(Authorizer);
        }

        return With(new JsonObject
        {
            ["version"] = "2.0",
            ["routeKey"] = "$default",
            ["rawPath"] = Path,
            ["rawQueryString"] = "",
            ["headers"] = Map(Headers),
            ["queryStringParameters"] = Query.Count == 0 ? null : Map(Query),
            ["requestContext"] = context,
        });
    }

    public string ToRestApi()
    {
        var context = new JsonObject { ["stage"] = "prod", ["httpMethod"] = Method, ["requestId"] = "gateway-1" };
        if (Identity is not null)
        {
            context["identity"] = JsonNode.Parse(Identity);
        }

        if (Authorizer is not null)
        {
            context["authorizer"] = JsonNode.Parse(Authorizer);
        }

        return With(new JsonObject
        {
            ["resource"] = "/{proxy+}",
            ["path"] = Path,
            ["httpMethod"] = Method,
            ["headers"] = Map(Headers),
            ["queryStringParameters"] = Query.Count == 0 ? null : Map(Query),
            ["requestContext"] = context,
        });
    }

    private string With(JsonObject request)
    {
        request["body"] = Binary is null ? Body : Convert.ToBase64String(Binary);
        request["isBase64Encoded"] = Binary is not null;
        return request.ToJsonString();
    }

    private static JsonObject Map(Dictionary<string, string> values) =>
        new(values.Select(static pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value)));
}

using System.Text.Json.Nodes;
using Orders.Model;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Ingest;

/// <summary>Stages, base path mappings and greedy routes put more before an API's own path; its answers lead back the same way.</summary>
public sealed class BasePathTests
{
    private const string Kettle = """{"item":"kettle","quantity":2,"idempotency_key":"key-1"}""";

    private static readonly Order Placed = Given.Order(owner: "public");
    private static readonly string Id = Placed.Id.ToString();

    private readonly IngestHarness _ingest = new();

    public static TheoryData<string, string, string?, string, string> Collections => new()
    {
        // Route, path, greedy parameter, the path that the client used, where its orders are.
        { "/orders", "/orders", null, "/prod/orders", "/prod/orders/" },
        { "/orders", "/v1/orders", null, "/v1/orders", "/v1/orders/" },
        { "/orders", "/shop/v1/orders/", null, "/shop/v1/orders/", "/shop/v1/orders/" },
        { "/orders", "/orders/orders", null, "/orders/orders", "/orders/orders/" },
        { "/orders", "//example.org/orders", null, "//example.org/orders", "/example.org/orders/" },
        { "/v1/orders", "/v1/orders", null, "/prod/v1/orders", "/prod/v1/orders/" },
        { "/{tenant}/orders", "/ann/orders", null, "/prod/ann/orders", "/prod/ann/orders/" },
        { "/{proxy+}", "/v1/orders", "orders", "/v1/orders", "/v1/orders/" },
        { "/v1/{proxy+}", "/v1/orders", "orders", "/prod/v1/orders", "/prod/v1/orders/" },
        { "/", "/orders", null, "/orders", "/orders/" },
        { "/orders", "/é b\r\n/orders", null, "/é b\r\n/orders", "/%C3%A9%20b%0D%0A/orders/" },
    };

    [Theory]
    [MemberData(nameof(Collections))]
    public async Task A_REST_API_places_an_order_behind_any_base_path(string resource, string path, string? proxy, string clientPath, string orders)
    {
        var answer = await _ingest.InvokeAsync(Rest("POST", resource, path, proxy is null ? null : ("proxy", proxy), clientPath, Kettle));
        Assert.Equal((200, orders + Id), (answer.Status, answer.Headers.GetValueOrDefault("Location")));
    }

    [Theory]
    [InlineData("POST /orders", "/prod/orders", "prod", null, "/prod/orders/")]
    [InlineData("ANY /orders", "/prod/orders", "prod", null, "/prod/orders/")]
    [InlineData("ANY /orders", "/v1/orders", "$default", null, "/v1/orders/")]
    [InlineData("POST /orders", "/v1/orders", "prod", null, "/v1/orders/")]
    [InlineData("ANY /{proxy+}", "/prod/orders", "prod", "orders", "/prod/orders/")]
    [InlineData("ANY /v1/{proxy+}", "/v1/orders", "$default", "orders", "/v1/orders/")]
    [InlineData("$default", "/orders", "$default", null, "/orders/")]
    [InlineData("$default", "/prod/orders", "prod", null, "/prod/orders/")]
    public async Task An_HTTP_API_places_an_order_behind_any_base_path(string routeKey, string path, string stage, string? proxy, string orders)
    {
        var answer = await _ingest.InvokeAsync(Http("POST", routeKey, path, stage, proxy is null ? null : ("proxy", proxy), Kettle));
        Assert.Equal((200, orders + Id), (answer.Status, answer.Headers.GetValueOrDefault("Location")));
    }

    [Fact]
    public async Task An_order_is_found_behind_any_base_path()
    {
        _ingest.DynamoDb.Add(Placed);
        foreach (var (resource, path, name, value) in new[]
        {
            ("/orders/{order_id}", $"/v1/orders/{Id}", "order_id", Id),
            ("/orders/{order_id}", $"/v1/orders/{Id}/", "order_id", Id),
            ("/orders/{id}", $"/orders/{Id}", "id", Id),
            ("/v1/orders/{id}", $"/v1/orders/{Id}", "id", Id),
            ("/{proxy+}", $"/v1/orders/{Id}", "proxy", $"orders/{Id}"),
            ("/orders/{proxy+}", $"/v1/orders/{Id}", "proxy", Id),
            ("/{id}", $"/orders/{Id}", "id", Id),
        })
        {
            Assert.Equal(Id, (await _ingest.InvokeAsync(Rest("GET", resource, path, (name, value), path))).OrderId);
            Assert.Equal(Id, (await _ingest.InvokeAsync(Http("GET", $"GET {resource}", path, "$default", (name, value)))).OrderId);
            Assert.Equal(202, (await _ingest.InvokeAsync(Http("DELETE", $"ANY {resource}", $"/prod{path}", "prod", (name, value)))).Status);
        }
    }

    [Theory]
    [InlineData("$default", "/orders/{0}", "$default")]
    [InlineData("$default", "/prod/orders/{0}", "prod")]
    [InlineData("$default", "/orders/{0}", "orders")]
    public async Task Without_a_route_the_path_is_read(string routeKey, string path, string stage)
    {
        _ingest.DynamoDb.Add(Placed);
        Assert.Equal(Id, (await _ingest.InvokeAsync(Http("GET", routeKey, string.Format(path, Id), stage, null))).OrderId);
    }

    [Fact]
    public async Task An_id_may_be_percent_encoded()
    {
        _ingest.DynamoDb.Add(Placed);
        var encoded = Id.Replace("-", "%2D", StringComparison.Ordinal);
        Assert.Equal(Id, (await _ingest.GetAsync($"/orders/{encoded}")).OrderId);
        Assert.Equal(Id, (await _ingest.InvokeAsync(Rest("GET", "/orders/{order_id}", $"/v1/orders/{encoded}", ("order_id", encoded), $"/v1/orders/{encoded}"))).OrderId);
        Assert.Equal(404, (await _ingest.GetAsync($"/orders/{Id}%2F")).Status);
    }

    [Theory]
    [InlineData("$default", "/v1/orders", null)]
    [InlineData("$default", "/orders/", null)]
    [InlineData("$default", "//orders", null)]
    [InlineData("$default", "/orders//", null)]
    [InlineData("GET /checkout", "/checkout", null)]
    [InlineData("GET /{proxy+}", "/v1/checkout", "checkout")]
    [InlineData("GET /{proxy+}", "/v1/my/orders", "my/orders")]
    [InlineData("GET /{proxy+}", "/v1/orders/", "orders/")]
    [InlineData("GET /orders/{id}/items", "/orders/7/items", "7")]
    [InlineData("GET /orders/{id}", "/v1/orders/7", null)]
    [InlineData("GET", "/v1/orders", null)]
    [InlineData("", "", null)]
    public async Task What_leads_to_no_resource_is_not_found(string routeKey, string path, string? parameter)
    {
        var name = routeKey.Contains("proxy", StringComparison.Ordinal) ? "proxy" : "id";
        Assert.Equal(404, (await _ingest.InvokeAsync(Http("GET", routeKey, path, "$default", parameter is null ? null : (name, parameter)))).Status);
        Assert.Empty(_ingest.DynamoDb.Requests);
    }

    private static string Rest(string method, string resource, string path, (string Name, string Value)? parameter, string clientPath, string? body = null)
    {
        var request = JsonNode.Parse(new HttpEvent(method, path, body).ToRestApi())!;
        request["resource"] = resource;
        request["pathParameters"] = Parameters(parameter);
        request["requestContext"]!["path"] = clientPath;
        return request.ToJsonString();
    }

    private static string Http(string method, string routeKey, string path, string stage, (string Name, string Value)? parameter, string? body = null)
    {
        var request = JsonNode.Parse(new HttpEvent(method, path, body) { Stage = stage }.ToHttpApi())!;
        request["routeKey"] = routeKey;
        request["pathParameters"] = Parameters(parameter);
        return request.ToJsonString();
    }

    private static JsonObject? Parameters((string Name, string Value)? parameter) =>
        parameter is var (name, value) ? new JsonObject { [name] = value } : null;
}

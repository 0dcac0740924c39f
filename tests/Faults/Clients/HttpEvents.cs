using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orders.Tests.Faults.Clients;

/// <summary>Requests and answers as an HTTP API with payload 2.0 passes them on.</summary>
internal static class HttpEvents
{
    public const string Issuer = "https://login.test/";

    public static string Of(string caller, string method, string path, string? body) => new JsonObject
    {
        ["version"] = "2.0",
        ["routeKey"] = "$default",
        ["rawPath"] = path,
        ["rawQueryString"] = "",
        ["headers"] = new JsonObject { ["content-type"] = "application/json" },
        ["requestContext"] = new JsonObject
        {
            ["http"] = new JsonObject { ["method"] = method, ["path"] = path, ["protocol"] = "HTTP/1.1", ["sourceIp"] = "192.0.2.1" },
            ["authorizer"] = new JsonObject { ["jwt"] = new JsonObject { ["claims"] = new JsonObject { ["iss"] = Issuer, ["sub"] = caller } } },
            ["requestId"] = "gateway",
            ["stage"] = "$default",
        },
        ["body"] = body,
        ["isBase64Encoded"] = false,
    }.ToJsonString();

    /// <summary>Status 0 where there was no answer.</summary>
    public static (int Status, JsonElement Body) Read(string? response)
    {
        if (response is null)
        {
            return default;
        }

        using var document = JsonDocument.Parse(response);
        var body = document.RootElement.GetProperty("body").GetString();
        using var parsed = JsonDocument.Parse(string.IsNullOrEmpty(body) ? "{}" : body);
        return (document.RootElement.GetProperty("statusCode").GetInt32(), parsed.RootElement.Clone());
    }
}

using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Orders.Local.Resources;
using Orders.Operations.Streams;

namespace Orders.Local.Api;

/// <summary>Writes a request as an event of payload format 2.0 (Amazon API Gateway Developer Guide, "Create AWS Lambda proxy integrations for HTTP APIs").</summary>
static class HttpApiEvent
{
    const string ApiId = "local";

    public static ReadOnlyMemory<byte> Write(HttpRequest request, byte[] body, DateTimeOffset now)
    {
        var (path, query) = Target(request);
        var route = HttpApiRoute.Match(request.Method, path);
        var output = new ArrayBufferWriter<byte>(1024 + body.Length);
        using var json = new Utf8JsonWriter(output, EventJson.Options);
        json.WriteStartObject();
        json.WriteString("version"u8, "2.0"u8);
        json.WriteString("routeKey"u8, route.Key);
        json.WriteString("rawPath"u8, path);
        json.WriteString("rawQueryString"u8, query);
        WriteCookies(json, request);
        WriteHeaders(json, request);
        WriteQuery(json, query);
        WriteContext(json, request, route.Key, path, now);
        WriteMap(json, "pathParameters", route.PathParameters);
        WriteBody(json, request.ContentType, body);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }

    /// <summary>Returns the target as sent: Kestrel's own path is decoded.</summary>
    static (string Path, string Query) Target(HttpRequest request)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? (target, "") : (target[..mark], target[(mark + 1)..]);
    }

    static void WriteCookies(Utf8JsonWriter json, HttpRequest request)
    {
        if (request.Headers.Cookie.Count == 0)
        {
            return;
        }

        json.WriteStartArray("cookies"u8);
        foreach (var cookie in request.Headers.Cookie.SelectMany(static c => (c ?? "").Split(';', StringSplitOptions.TrimEntries)))
        {
            json.WriteStringValue(cookie);
        }

        json.WriteEndArray();
    }

    static void WriteHeaders(Utf8JsonWriter json, HttpRequest request)
    {
        json.WriteStartObject("headers"u8);
        foreach (var (name, values) in request.Headers)
        {
            var lower = name.ToLowerInvariant();
            if (lower != "cookie")
            {
                json.WriteString(lower, string.Join(',', (IEnumerable<string?>)values));
            }
        }

        json.WriteEndObject();
    }

    static void WriteQuery(Utf8JsonWriter json, string query) => WriteMap(
        json,
        "queryStringParameters",
        QueryHelpers.ParseQuery(query).ToDictionary(static q => q.Key, static q => string.Join(',', (IEnumerable<string?>)q.Value)));

    static void WriteMap(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> map)
    {
        if (map.Count == 0)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (key, value) in map)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    static void WriteContext(Utf8JsonWriter json, HttpRequest request, string routeKey, string path, DateTimeOffset now)
    {
        json.WriteStartObject("requestContext"u8);
        json.WriteString("accountId"u8, LocalEndpoints.AccountId);
        json.WriteString("apiId"u8, ApiId);
        if (IamAuthorizer.AccessKey(request.Headers.Authorization) is { } accessKey)
        {
            WriteIam(json, accessKey);
        }

        json.WriteString("domainName"u8, request.Host.Host);
        json.WriteString("domainPrefix"u8, ApiId);
        json.WriteStartObject("http"u8);
        json.WriteString("method"u8, request.Method);
        json.WriteString("path"u8, path);
        json.WriteString("protocol"u8, request.Protocol);
        json.WriteString("sourceIp"u8, request.HttpContext.Connection.RemoteIpAddress?.ToString());
        json.WriteString("userAgent"u8, request.Headers.UserAgent.ToString());
        json.WriteEndObject();
        json.WriteString("requestId"u8, request.HttpContext.TraceIdentifier);
        json.WriteString("routeKey"u8, routeKey);
        json.WriteString("stage"u8, "$default"u8);
        json.WriteString("time"u8, now.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture));
        json.WriteNumber("timeEpoch"u8, now.ToUnixTimeMilliseconds());
        json.WriteEndObject();
    }

    static void WriteIam(Utf8JsonWriter json, string accessKey)
    {
        json.WriteStartObject("authorizer"u8);
        json.WriteStartObject("iam"u8);
        json.WriteString("accessKey"u8, accessKey);
        json.WriteString("accountId"u8, LocalEndpoints.AccountId);
        json.WriteString("callerId"u8, accessKey);
        json.WriteNull("cognitoIdentity"u8);
        json.WriteNull("principalOrgId"u8);
        json.WriteString("userArn"u8, IamAuthorizer.UserArn(accessKey));
        json.WriteString("userId"u8, accessKey);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void WriteBody(Utf8JsonWriter json, string? contentType, byte[] body)
    {
        var isBase64Encoded = !TextBody.IsText(contentType, body);
        if (isBase64Encoded)
        {
            json.WriteBase64String("body"u8, body);
        }
        else if (body.Length > 0)
        {
            json.WriteString("body"u8, body);
        }

        json.WriteBoolean("isBase64Encoded"u8, isBase64Encoded);
    }
}

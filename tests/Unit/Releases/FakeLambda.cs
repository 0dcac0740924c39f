using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Orders.Operations.Connections;
using Orders.Operations.Releases;
using Polly;

namespace Orders.Tests.Unit.Releases;

/// <summary>Functions with versions and an alias, behind Lambda's API.</summary>
internal sealed class FakeLambda : HttpMessageHandler
{
    private const string Start = "2026-11-30T00:00:00.000+0000";
    private readonly Dictionary<string, FakeFunction> _functions = new(StringComparer.Ordinal);

    /// <summary>The functions that were moved, and where to, in their order.</summary>
    public List<string> Moves { get; } = [];

    /// <summary>Returns the error for a call; null for none.</summary>
    public Func<HttpRequestMessage, string?> Fail { get; set; } = static _ => null;

    /// <summary>Adds a function whose versions belong to these releases, from version 1 on.</summary>
    public FakeFunction Add(string name, int live, params string?[] releases) => _functions[name] = new FakeFunction { Live = live, Releases = releases };

    public FakeFunction this[string name] => _functions[name];

    public AwsJsonClient NewClient() => new(
        new AwsJsonEndpoint(new Uri("http://lambda.test"), "lambda", "eu-west-1"), new BasicAWSCredentials("id", "secret"), ResiliencePipeline.Empty, TimeProvider.System, this);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string[] path = [.. request.RequestUri!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        if (Fail(request) is { } error)
        {
            return Answer(HttpStatusCode.BadRequest, new JsonObject { ["__type"] = error, ["message"] = "no" });
        }

        return !_functions.TryGetValue(path[2], out var function) || function.Live == 0
            ? Answer(HttpStatusCode.NotFound, new JsonObject { ["__type"] = "ResourceNotFoundException", ["message"] = "no" })
            : (request.Method.Method, path[3..]) switch
            {
                ("GET", ["aliases", FunctionAliases.Live]) => Answer(HttpStatusCode.OK, Alias(path[2], function)),
                ("PUT", ["aliases", FunctionAliases.Live]) => Move(path[2], function, JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!),
                ("GET", ["versions"]) => Answer(HttpStatusCode.OK, Page(function, request.RequestUri.Query)),
                ("GET", ["configuration"]) => Answer(HttpStatusCode.OK, Version(function, request.RequestUri.Query == "?Qualifier=live" ? function.Live : 0)),
                _ => throw new InvalidOperationException(request.RequestUri.ToString()),
            };
    }

    private HttpResponseMessage Move(string name, FakeFunction function, JsonNode body)
    {
        if ((string?)body["RevisionId"] != function.Revision)
        {
            return Answer(HttpStatusCode.PreconditionFailed, new JsonObject { ["__type"] = "PreconditionFailedException", ["message"] = "no" });
        }

        (function.Live, function.Revision) = (int.Parse((string)body["FunctionVersion"]!, null), $"{function.Revision}'");
        if (body["RoutingConfig"]?["AdditionalVersionWeights"] is JsonObject { Count: 0 })
        {
            function.Canary = null;
        }

        Moves.Add($"{name} {function.Live}");
        return Answer(HttpStatusCode.OK, Alias(name, function));
    }

    private static JsonObject Alias(string name, FakeFunction function) => new()
    {
        ["AliasArn"] = $"arn:aws:lambda:eu-west-1:123456789012:function:{name}:live",
        ["FunctionVersion"] = $"{function.Live}",
        ["RevisionId"] = function.Revision,
        ["RoutingConfig"] = function.Canary is { } canary ? new JsonObject { ["AdditionalVersionWeights"] = new JsonObject { [$"{canary}"] = 0.1 } } : null,
    };

    // A page has two versions, so that a function has several pages.
    private static JsonObject Page(FakeFunction function, string query)
    {
        var first = query.Length > 0 ? int.Parse(query[8..], null) : 0;
        return new JsonObject
        {
            ["Versions"] = new JsonArray([.. Enumerable.Range(first, Math.Min(2, function.Releases.Count + 1 - first)).Select(number => Version(function, number))]),
            ["NextMarker"] = first + 2 > function.Releases.Count ? null : $"{first + 2}",
        };
    }

    private static JsonObject Version(FakeFunction function, int number)
    {
        var release = number == 0 ? function.Releases[^1] : function.Releases[number - 1];
        return new JsonObject
        {
            ["Version"] = number == 0 ? "$LATEST" : $"{number}",
            ["Description"] = release is null ? "Does something" : $"Does something. Release {release}",
            ["LastModified"] = Start.Replace("00:00:00", $"00:{number:00}:00", StringComparison.Ordinal),
        };
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, JsonObject body) =>
        new(status) { Content = new StringContent(body.ToJsonString(JsonSerializerOptions.Default), Encoding.UTF8, "application/json") };
}

/// <summary>A function: the releases of its versions, and what its alias names.</summary>
internal sealed class FakeFunction
{
    public required IReadOnlyList<string?> Releases { get; init; }

    public int Live { get; set; }

    public int? Canary { get; set; }

    public string Revision { get; set; } = "r";
}

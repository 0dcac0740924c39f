using System.Text.Json.Nodes;
using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract.Api;

/// <summary>What <c>contracts/openapi.yaml</c> says of one answer.</summary>
sealed record DocumentedAnswer(string Operation, int Status, IReadOnlySet<string> Headers, IReadOnlySet<string> Codes, IReadOnlyList<string> Schemas)
{
    /// <summary>Checks a body against the one schema that is given, or the one of several that takes it.</summary>
    public async Task AssertDescribesAsync(string body)
    {
        var taking = new List<string>();
        foreach (var schema in Schemas)
        {
            if (Schemas.Count == 1 || await SchemaFiles.AcceptsAsync(schema, body))
            {
                taking.Add(schema);
            }
        }

        await SchemaFiles.AssertDescribesAsync(Assert.Single(taking), body);
    }
}

/// <summary><c>contracts/openapi.yaml</c>.</summary>
static class ApiDocument
{
    static readonly string[] Verbs = ["get", "put", "post", "delete", "patch", "head", "options"];

    public static JsonObject Root { get; } = Yaml.Read("openapi.yaml");

    /// <summary>The paths with their methods, in upper case.</summary>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Paths { get; } = Root["paths"]!.AsObject().ToDictionary(
        static path => path.Key,
        static path => (IReadOnlySet<string>)path.Value!.AsObject().Select(static member => member.Key)
            .Where(Verbs.Contains).Select(static verb => verb.ToUpperInvariant()).ToHashSet());

    /// <summary>Each answer of each operation, as <c>POST /orders</c>.</summary>
    public static IReadOnlyList<DocumentedAnswer> Answers { get; } =
    [
        .. from path in Root["paths"]!.AsObject()
           from member in path.Value!.AsObject()
           where Verbs.Contains(member.Key)
           from response in member.Value!["responses"]!.AsObject()
           select Read($"{member.Key.ToUpperInvariant()} {path.Key}", int.Parse(response.Key), response.Value!),
    ];

    /// <summary>One of the answers that are not an operation's own.</summary>
    public static DocumentedAnswer Shared(string name, int status) => Read(name, status, Root["components"]!["responses"]![name]!);

    static DocumentedAnswer Read(string operation, int status, JsonNode response)
    {
        var answer = JsonWalk.Resolve(Root, response);
        var schema = answer["content"]!["application/json"]!["schema"]!;
        return new DocumentedAnswer(
            operation,
            status,
            (answer["headers"]?.AsObject().Select(static header => header.Key) ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase),
            JsonWalk.Texts(answer["x-error-codes"]).ToHashSet(),
            [.. JsonWalk.All(schema, "$ref").Select(static reference => Path.GetFileNameWithoutExtension((string)reference!))]);
    }
}

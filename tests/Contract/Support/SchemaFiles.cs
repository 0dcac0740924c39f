using System.Collections.Concurrent;
using NJsonSchema;

namespace Orders.Tests.Contract.Support;

/// <summary>The schemas of <c>contracts/schemas</c>.</summary>
static class SchemaFiles
{
    static readonly ConcurrentDictionary<(string Name, bool Strict), Task<JsonSchema>> Loaded = new();

    public static IEnumerable<string> Names { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(static file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    static string Folder => Path.Combine(Repository.Contracts, "schemas");

    public static string PathOf(string name) => Path.Combine(Folder, name + ".json");

    /// <summary>The schema as its readers use it.</summary>
    public static Task<JsonSchema> ReadAsync(string name) => Loaded.GetOrAdd((name, false), static key => JsonSchema.FromFileAsync(PathOf(key.Name)));

    /// <summary>Whether the schema takes the JSON.</summary>
    public static async Task<bool> AcceptsAsync(string name, string json) => (await ReadAsync(name)).Validate(json).Count == 0;

    /// <summary>What is wrong with the JSON, as the schema says; empty where nothing is.</summary>
    public static async Task<IReadOnlyList<string>> ErrorsAsync(string name, string json) =>
        [.. (await ReadAsync(name)).Validate(json).Select(static error => error.ToString())];

    /// <summary>
    /// Checks what we ourselves wrote. Readers are told to ignore members that they do not know, but here each member must be documented.
    /// </summary>
    public static async Task AssertDescribesAsync(string name, string json)
    {
        var strict = await Loaded.GetOrAdd((name, true), static key => ReadStrictAsync(key.Name));
        var errors = strict.Validate(json);
        Assert.True(errors.Count == 0, $"{name}.json does not describe {json}:\n{string.Join('\n', errors)}");
    }

    static async Task<JsonSchema> ReadStrictAsync(string name)
    {
        var schema = await JsonSchema.FromFileAsync(PathOf(name));
        Close(schema, []);
        return schema;
    }

    static void Close(JsonSchema? schema, HashSet<JsonSchema> seen)
    {
        if (schema is null || !seen.Add(schema))
        {
            return;
        }

        // A fragment of a rule, as in anyOf, has no type of its own and must stay open.
        if (schema.Type.HasFlag(JsonObjectType.Object) && schema.Properties.Count > 0)
        {
            schema.AllowAdditionalProperties = false;
        }

        Close(schema.Reference, seen);
        Close(schema.Item, seen);
        foreach (var part in schema.Properties.Values.Concat(schema.OneOf).Concat(schema.AnyOf).Concat(schema.AllOf))
        {
            Close(part, seen);
        }
    }
}

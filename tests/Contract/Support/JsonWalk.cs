using System.Text.Json.Nodes;

namespace Orders.Tests.Contract.Support;

/// <summary>Finds things in JSON.</summary>
static class JsonWalk
{
    /// <summary>Each value of a member of this name, however deep.</summary>
    public static IEnumerable<JsonNode> All(JsonNode? node, string name) => node switch
    {
        JsonObject members => members.SelectMany(member =>
            (member.Key == name && member.Value is { } value ? new[] { value } : []).Concat(All(member.Value, name))),
        JsonArray items => items.SelectMany(item => All(item, name)),
        _ => [],
    };

    /// <summary>The texts of an array.</summary>
    public static IEnumerable<string> Texts(JsonNode? array) => array?.AsArray().Select(static item => (string)item!) ?? [];

    /// <summary>What a reference within the document points to; the node itself where it is none.</summary>
    public static JsonNode Resolve(JsonNode root, JsonNode node)
    {
        if (node is not JsonObject members || (string?)members["$ref"] is not { } reference || !reference.StartsWith("#/", StringComparison.Ordinal))
        {
            return node;
        }

        return reference[2..].Split('/').Aggregate(root, static (at, part) =>
            at[part.Replace("~1", "/", StringComparison.Ordinal)] ?? throw new InvalidOperationException($"Nothing is at {part}."));
    }
}

using System.Text.Json.Nodes;

namespace Orders.Tests.Contract.Support;

/// <summary>Puts what references to other files point to in their places, for readers that take one file only.</summary>
static class JsonBundle
{
    /// <summary>The node without references to other files.</summary>
    /// <param name="node">The node.</param>
    /// <param name="folder">The folder of its file, which its references start from.</param>
    public static JsonNode? Inline(JsonNode? node, string folder) => node switch
    {
        JsonObject members when (string?)members["$ref"] is { } reference && reference[0] != '#' => Read(Path.Combine(folder, reference)),
        // "$schema" is for a document of its own.
        JsonObject members => new JsonObject(members.Where(static member => member.Key != "$schema")
            .Select(member => KeyValuePair.Create(member.Key, Inline(member.Value, folder)))),
        JsonArray items => new JsonArray([.. items.Select(item => Inline(item, folder))]),
        _ => node?.DeepClone(),
    };

    static JsonNode? Read(string reference)
    {
        var parts = reference.Split('#');
        var file = JsonNode.Parse(File.ReadAllText(parts[0]));
        var target = parts is [_, var pointer] ? pointer.Trim('/').Split('/').Aggregate(file, static (at, part) => at?[part]) : file;
        Assert.True(target is not null, $"Nothing is at {reference}.");
        return Inline(target, Path.GetDirectoryName(parts[0])!);
    }
}

using System.Text.Json.Nodes;

namespace Orders.Tests.Contract.Support;

/// <summary>
/// The files of <c>contracts/examples</c>: one folder a schema, with valid examples, and refused ones in its subfolder <c>invalid</c>.
/// </summary>
static class Example
{
    /// <summary>The schemas that say what others send us.</summary>
    public static readonly string[] InputSchemas =
        ["order-request", "order-requests", "status-request", "place-order", "change-status", "expire-pending"];

    public static TheoryData<string> Valid => [.. Files().Where(static file => !IsInvalid(file))];

    public static TheoryData<string> ValidInputs => [.. Files().Where(static file => !IsInvalid(file) && InputSchemas.Contains(SchemaOf(file)))];

    public static TheoryData<string> Invalid => [.. Files().Where(IsInvalid)];

    public static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Examples, file));

    public static JsonNode ReadNode(string file) => JsonNode.Parse(Read(file))!;

    public static string SchemaOf(string file) => file.Split('/')[0];

    static bool IsInvalid(string file) => file.Contains("/invalid/", StringComparison.Ordinal);

    static IEnumerable<string> Files() => Directory.EnumerateFiles(Repository.Examples, "*.json", SearchOption.AllDirectories)
        .Select(static file => Path.GetRelativePath(Repository.Examples, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);
}

/// <summary>An example that is refused: what is sent, and what the refusal names.</summary>
/// <param name="Text">What is sent.</param>
/// <param name="Field">The field that is named.</param>
/// <param name="Code">The code.</param>
/// <param name="SchemaRefuses">Whether the schema can tell, too.</param>
sealed record InvalidExample(string Text, string Field, string Code, bool SchemaRefuses)
{
    public static InvalidExample Read(string file)
    {
        var example = Example.ReadNode(file).AsObject();
        Assert.False(string.IsNullOrEmpty((string?)example["why"]), "An example that is refused says why.");
        // "text" holds what could not be written as JSON, or would be written otherwise.
        return new InvalidExample(
            example.ContainsKey("text") ? (string)example["text"]! : example["input"]!.ToJsonString(),
            (string)example["field"]!,
            (string)example["code"]!,
            (bool)example["schema_refuses"]!);
    }
}

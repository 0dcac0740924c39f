using System.Text.Json;
using System.Text.Json.Nodes;
using Orders.Local.Resources;
using Orders.Tests.Terraform.Support;

namespace Orders.Tests.Terraform.Deployment;

/// <summary>What <c>look.py</c> found.</summary>
/// <param name="Root">Its JSON.</param>
sealed record Deployed(JsonElement Root)
{
    public const string Region = "ap-south-1";

    const string Account = "123456789012";

    /// <summary>The queues.</summary>
    public IReadOnlyDictionary<string, QueueAddress> Queues => Root.GetProperty("queues").EnumerateObject().ToDictionary(
        static queue => queue.Name,
        static queue => new QueueAddress(queue.Name, queue.Value.Text("Url"), queue.Value.GetProperty("Attributes").Text("QueueArn")));

    /// <summary>The stream of the orders table.</summary>
    public string StreamArn => Root.GetProperty("tables").GetProperty("Orders").Text("LatestStreamArn");

    /// <summary>How many there are of each kind, for kinds of which there is something.</summary>
    public IReadOnlyDictionary<string, int> Counts => Root.EnumerateObject()
        .ToDictionary(static kind => kind.Name, static kind => kind.Value.ValueKind == JsonValueKind.Array ? kind.Value.GetArrayLength() : kind.Value.EnumerateObject().Count())
        .Where(static kind => kind.Value > 0)
        .ToDictionary();

    public static Deployed Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new Deployed(document.RootElement.Clone());
    }

    /// <summary>One thing of a kind.</summary>
    public JsonElement this[string kind, string name] => Root.GetProperty(kind).GetProperty(name);

    /// <summary>The mapping of a function.</summary>
    public JsonElement MappingOf(string function) =>
        Assert.Single(Root.GetProperty("mappings").EnumerateArray(), mapping => mapping.Text("FunctionArn") == $"{FunctionArn(function)}:live");

    /// <summary>What the one policy of a role allows: action and resource.</summary>
    public IEnumerable<(string Action, string Resource)> Allowed(string role)
    {
        var policy = Assert.Single(this["roles", role].GetProperty("Policies").EnumerateObject()).Value;
        return policy.GetProperty("Statement").EnumerateArray().SelectMany(static statement =>
            from action in statement.GetProperty("Action").OneOrMore()
            from resource in statement.GetProperty("Resource").OneOrMore()
            select statement.Text("Effect") == "Allow" ? (action, resource) : throw new InvalidOperationException(statement.GetRawText()));
    }

    public static string FunctionArn(string name) => $"arn:aws:lambda:{Region}:{Account}:function:{name}";

    public static string RoleArn(string name) => $"arn:aws:iam::{Account}:role/{name}";

    /// <summary>Whether two texts are the same JSON.</summary>
    public static bool IsSameJson(string left, string right) => JsonNode.DeepEquals(JsonNode.Parse(left), JsonNode.Parse(right));
}

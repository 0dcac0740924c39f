using System.Text.Json.Nodes;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Aot.Support;

/// <summary>The events saved under <c>tests/payloads</c>, as the services send them.</summary>
static class Payload
{
    static readonly string Folder = Path.Combine(Repository.Root, "tests", "payloads");

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".json"));

    /// <summary>A batch without the messages that sweep over the whole table: what they meet depends on the time.</summary>
    public static byte[] WithoutExpiry(string name)
    {
        var batch = JsonNode.Parse(Read(name))!;
        var records = batch["Records"]!.AsArray();
        foreach (var sweep in records.Where(static record => record!["body"]!.GetValue<string>().Contains("expire_pending", StringComparison.Ordinal)).ToList())
        {
            records.Remove(sweep);
        }

        return System.Text.Encoding.UTF8.GetBytes(batch.ToJsonString());
    }
}

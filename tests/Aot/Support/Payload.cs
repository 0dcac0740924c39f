using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Aot.Support;

/// <summary>The events saved under <c>tests/payloads</c>, as the services send them.</summary>
static class Payload
{
    static readonly string Folder = Path.Combine(Repository.Root, "tests", "payloads");

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".json"));

    /// <summary>
    /// A batch whose messages are sent now, because a change without its order waits only for a time, and without those that sweep over the
    /// whole table, because what they meet depends on the time.
    /// </summary>
    public static byte[] Batch(string name)
    {
        var batch = JsonNode.Parse(Read(name))!;
        var records = batch["Records"]!.AsArray();
        records.RemoveAll(static record => record!["body"]!.GetValue<string>().Contains("expire_pending", StringComparison.Ordinal));
        foreach (var record in records)
        {
            record!["attributes"]!["SentTimestamp"] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        }

        return Encoding.UTF8.GetBytes(batch.ToJsonString());
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Orders.Events;
using Orders.Tests.Contract.Support;

namespace Orders.Tests.Contract;

public sealed partial class ConsumerGuideTests
{
    static readonly string Guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "consumers.md"));

    [Fact]
    public void The_event_that_the_guide_shows_is_the_example()
    {
        var shown = Assert.Single(JsonBlock().Matches(Guide)).Groups["json"].Value;

        Assert.Equal(Example.ReadNode("event/status-changed.json").ToJsonString(), JsonNode.Parse(shown)!.ToJsonString());
    }

    [Fact]
    public void The_guide_names_every_type_of_event() => Assert.All(EventTypes.All, static type => Assert.Contains($"`{type}`", Guide, StringComparison.Ordinal));

    [GeneratedRegex("```json\n(?<json>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex JsonBlock();
}

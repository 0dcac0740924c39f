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

    [Fact]
    public void The_guide_says_what_a_key_that_is_used_again_after_a_removal_means_for_the_ids_of_events() => Assert.Matches(
        @"[Aa]fter a removal the sender may use the idempotency key again\. .*\border_id`, and its events begin again at `\{order_id\}:1`", Guide.ReplaceLineEndings(" "));

    [GeneratedRegex("```json\n(?<json>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex JsonBlock();
}

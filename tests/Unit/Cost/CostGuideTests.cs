using Orders.Cli.Options;
using Orders.Dev.Cost;

namespace Orders.Tests.Unit.Cost;

public sealed class CostGuideTests
{
    [Fact]
    public void The_guide_shows_what_the_command_prints()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Find().Root, "docs", "cost.md")).ReplaceLineEndings("\n");

        Assert.Contains($"```text\n{CostTable.Render(CostReport.Of(CostInputs.InFullBatches(GivenCost.Settings, 1_000_000)))}\n```\n", guide, StringComparison.Ordinal);
    }
}

using System.CommandLine;
using Orders.Cli.Options;
using Orders.Dev.Commands;
using Orders.Dev.Scale;

namespace Orders.Tests.Unit.Scale;

public sealed class LadderTests
{
    [Fact]
    public void After_the_last_rung_nothing_breaks_at_any_rate()
    {
        foreach (var rate in ScaleReport.EachDecade)
        {
            var ladder = Ladder.Climb(GivenScale.Settings, GivenScale.Load(rate));

            Assert.Equal((ScaleLimit.None, 0), (ladder.Moved.Broke, ladder.Moved.Refused));
            Assert.NotNull(ladder.Moved.DrainedSecond);
            Assert.Equal(ladder.AsSet.Broke == ScaleLimit.None, ladder.Rungs.Count == 0);
        }
    }

    [Fact]
    public void Full_batches_cost_less_than_a_trickle() =>
        Assert.True(GivenScale.Load(1000).DollarsPerMillion(10, 100) < GivenScale.Load(1000).DollarsPerMillion(1, 1) / 2);

    [Theory]
    [InlineData("--rate 0", "--rate must be a number from 0.01 to 10,000,000")]
    [InlineData("--timeline", "--timeline needs --rate, and prints no JSON")]
    [InlineData("--ready-pollers 5 --most-pollers 4", "--most-pollers needs --ready-pollers, and no more of those")]
    [InlineData("--account-concurrency 1.5", "--account-concurrency must be a whole number from 10 to 1,000,000")]
    public void Bad_input_names_the_option_and_its_rule(string options, string message) =>
        Assert.Equal(message, Assert.Single(ScaleCommand.Create(Repository.Find()).Parse(options).Errors).Message);

    [Fact]
    public void The_guide_shows_what_the_command_prints()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Find().Root, "docs", "scale.md")).ReplaceLineEndings("\n");
        var report = ScaleTable.Render(ScaleReport.Of(GivenScale.Settings, GivenScale.Load(1), ScaleReport.EachDecade));

        Assert.Contains($"```text\n{report}\n```\n", guide, StringComparison.Ordinal);
    }
}

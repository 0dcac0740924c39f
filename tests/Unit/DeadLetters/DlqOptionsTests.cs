using Orders.Cli.DeadLetters;
using Orders.Cli.Options;

namespace Orders.Tests.Unit.DeadLetters;

public sealed class DlqOptionsTests
{
    [Theory]
    [InlineData("redrive --set quantity", "--set must be path=text, where path is a member's name without a slash, or a JSON pointer that begins with one")]
    [InlineData("redrive --set /a~2=x", "--set must be path=text, where path is a member's name without a slash, or a JSON pointer that begins with one")]
    [InlineData("redrive --set-json quantity=two", "--set-json must be path=JSON: the JSON must be valid JSON nested at most 64 deep (line 1, byte 2)")]
    [InlineData("redrive --set-json data/n=1", "--set-json must be path=JSON, where path is a member's name without a slash, or a JSON pointer that begins with one")]
    [InlineData("redrive --remove /a~2", "--remove must be a member's name without a slash, or a JSON pointer that begins with one")]
    [InlineData("redrive --set item=x --remove item", "--set item and --remove item contradict each other: change each member once")]
    [InlineData("redrive --set item=x --set-json /item=2", "--set item and --set-json /item contradict each other: change each member once")]
    [InlineData("redrive --set item=x --set item=y", "--set item and --set item contradict each other: change each member once")]
    [InlineData("redrive --set /metadata/shop=x --remove metadata", "--set /metadata/shop and --remove metadata contradict each other: change each member once")]
    [InlineData("redrive --rate 0", "--rate must be a number from 0.01 to 100,000")]
    [InlineData("redrive --max-redrives 0", "--max-redrives must be a whole number from 1 to 1,000")]
    [InlineData("redrive --wait --read-units 0", "--read-units must be a number from 1 to 1,000,000")]
    [InlineData("redrive --ramp-wait 5s", "--ramp-wait must come with --ramp")]
    [InlineData("redrive --wait-limit 5s", "--wait-limit must come with --wait")]
    [InlineData("redrive --read-units 10", "--read-units must come with --wait or --ramp")]
    [InlineData("edit --id a --read-units 10", "--read-units must come with --wait")]
    [InlineData("redrive --wait --wait-limit soon", "--wait-limit must be a whole number and a unit: 90s, 30m, 2h or 3d")]
    [InlineData("redrive --ramp --ramp-wait 5", "--ramp-wait must be a whole number and a unit: 90s, 30m, 2h or 3d")]
    [InlineData("discard --count 0", "--count must be a whole number from 1 to 2,147,483,647")]
    [InlineData("report --since x", "--since must be a whole number and a unit: 90s, 30m, 2h or 3d")]
    [InlineData("edit", "Option '--id' is required.")]
    public void Bad_input_names_the_option_and_its_rule(string options, string message) =>
        Assert.Equal(message, Assert.Single(DlqCommand.Create(Repository.Find()).Parse(options).Errors).Message);

    [Fact]
    public void A_shell_is_offered_the_codes_of_every_dead_letter_queue()
    {
        var offered = DlqCommand.Create(Repository.Find()).Parse("list --reason ").GetCompletions().Select(static completion => completion.Label).ToHashSet(StringComparer.Ordinal);

        Assert.Superset(new HashSet<string> { "type", "undeliverable", "unreadable_record", "reused_version", "none" }, offered);
        Assert.DoesNotContain("unavailable", offered);
    }

    [Theory]
    [InlineData("redrive --id 5fea --set-json quantity=2 --set item=kettle --remove /metadata/x --yes --wait --wait-limit 30s --read-units 500")]
    [InlineData("redrive --set /metadata/a=1 --set /metadata/b=2 --remove /metadata/c")]
    [InlineData("redrive --rate 0.5 --ramp --ramp-wait 5s --max-redrives 5")]
    [InlineData("import - --yes")]
    [InlineData("export -o file.ndjson --reason type")]
    public void Good_input_passes(string options) => Assert.Empty(DlqCommand.Create(Repository.Find()).Parse(options).Errors);
}

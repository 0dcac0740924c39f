using Orders.Cli.Options;
using Orders.Dev.Commands;

namespace Orders.Tests.Unit.Demo;

public sealed class DemoCommandTests
{
    [Theory]
    [InlineData("--orders 0", "--orders must be a whole number from 1 to 1,000,000")]
    [InlineData("--orders x --kills 5", "--orders must be a whole number from 1 to 1,000,000")]
    [InlineData("--faults x", "--faults must be a number from 0 to 0.5")]
    [InlineData("--faults -0.1", "--faults must be a number from 0 to 0.5")]
    [InlineData("--faults 0.51", "--faults must be a number from 0 to 0.5")]
    [InlineData("--kills 1.5", "--kills must be a whole number from 0 to 1,000")]
    [InlineData("--kills -1", "--kills must be a whole number from 0 to 1,000")]
    [InlineData("--orders 99 --kills 10", "--kills must be at most a tenth of --orders")]
    [InlineData("--kills 21", "--kills must be at most a tenth of --orders")]
    public void Bad_input_names_the_option_and_its_rule(string options, string message) =>
        Assert.Equal(message, Assert.Single(DemoCommand.Create(Repository.Find()).Parse(options).Errors).Message);

    [Theory]
    [InlineData("--faults 0")]
    [InlineData("--faults 0.5 --seed 7 --json")]
    [InlineData("--orders 5000 --kills 50 --faults 1e-1")]
    public void Good_input_passes(string options) => Assert.Empty(DemoCommand.Create(Repository.Find()).Parse(options).Errors);
}

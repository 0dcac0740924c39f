using Orders.Cli.Options;
using Orders.Dev;

namespace Orders.Tests.Unit.Cli;

public sealed class UnknownOptionTests
{
    [Theory]
    [InlineData("--typo is not an option of send; put -- before an argument that begins with a dash", "send", "--typo")]
    [InlineData("-n is not an option of send; put -- before an argument that begins with a dash", "send", "Laptop", "-n")]
    [InlineData("--all is not an option of get; put -- before an argument that begins with a dash", "order", "get", "--all")]
    [InlineData("--all is not an option of import; put -- before an argument that begins with a dash", "dlq", "import", "--all")]
    public void An_option_that_does_not_exist_is_no_argument(string message, params string[] words) =>
        Assert.Contains(message, OrdersCommand.Parse(Repository.Find(), words).Errors.Select(static error => error.Message));

    [Theory]
    [InlineData("send", "--", "--typo")]
    [InlineData("send", "Laptop", "2")]
    [InlineData("dlq", "import", "-")]
    public void An_argument_may_look_like_one_after_two_dashes(params string[] words) => Assert.Empty(OrdersCommand.Parse(Repository.Find(), words).Errors);
}

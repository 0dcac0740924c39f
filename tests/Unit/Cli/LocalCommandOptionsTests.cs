using System.CommandLine;
using Orders.Cli;
using Orders.Cli.Options;
using Orders.Dev;

namespace Orders.Tests.Unit.Cli;

/// <summary>The options of the commands that run the pipeline here, or call it: what they refuse.</summary>
public sealed class LocalCommandOptionsTests
{
    private const string Port = "must be a whole number from 0 to 65,535";
    private const string Concurrency = "--concurrency must be a whole number from 1 to 1,000";
    private const string Key = "--key must be 1 to 255 printable ASCII characters";
    private const string Quantity = "QUANTITY must be a whole number from 1 to 1,000,000";

    [Theory]
    [InlineData("up --api-port 99999", $"--api-port {Port}")]
    [InlineData("up --api-port -1", $"--api-port {Port}")]
    [InlineData("up --lambda-port x", $"--lambda-port {Port}")]
    [InlineData("up --console-port 1.5", $"--console-port {Port}")]
    [InlineData("console --port 70000", $"--port {Port}")]
    [InlineData("up --concurrency 0", Concurrency)]
    [InlineData("up --concurrency -1", Concurrency)]
    [InlineData("demo --concurrency x", Concurrency)]
    [InlineData("bench pipeline --concurrency 99999999999999", Concurrency)]
    [InlineData("up --env GREETING", "--env must be NAME=VALUE")]
    [InlineData("up --env A=1 --env =2", "--env must be NAME=VALUE")]
    [InlineData("up --native --managed", "--native and --managed exclude each other")]
    [InlineData("up --debug --native", "--debug runs a build of its own: leave --native and --managed out")]
    [InlineData("test --quick unit", "--quick selects its own suites: leave SUITE out")]
    [InlineData("demo --seed x", "--seed must be a whole number from -2,147,483,648 to 2,147,483,647")]
    [InlineData("test --seeds 0", "--seeds must be a whole number from 1 to 18,446,744,073,709,551,615")]
    [InlineData("test --seed -1", "--seed must be a whole number from 0 to 18,446,744,073,709,551,615")]
    [InlineData("test --inputs many", "--inputs must be a whole number from 1 to 18,446,744,073,709,551,615")]
    [InlineData("send Laptop 0", Quantity)]
    [InlineData("send Laptop 99999999999", Quantity)]
    [InlineData("send Laptop two", Quantity)]
    [InlineData("send Laptop --key schlüssel", Key)]
    [InlineData("send Laptop --api 127.0.0.1:8080", "--api must be an absolute http or https URL without user name and password")]
    public void Bad_input_names_the_option_and_its_rule(string line, string message) => Assert.Equal(message, Assert.Single(Parse(line).Errors).Message);

    [Theory]
    [InlineData("a\r\nX-Other: b")]
    [InlineData("a\n")]
    [InlineData("a\0")]
    public void A_key_that_HTTP_would_change_is_refused(string key) =>
        Assert.Equal(Key, Assert.Single(OrdersCommand.Create(Repository.Find()).Parse(["send", "Laptop", "--key", key]).Errors).Message);

    [Fact]
    public void A_key_of_256_characters_is_refused() => Assert.Equal(Key, Assert.Single(Parse($"send Laptop --key {new string('k', 256)}").Errors).Message);

    [Theory]
    [InlineData("up --api-port 0 --lambda-port 65535 --console-port 18100 --concurrency 1")]
    [InlineData("up --debug --env A=1 --env B=")]
    [InlineData("demo --native")]
    [InlineData("test --quick")]
    [InlineData("demo --seed -7 --concurrency 1000")]
    [InlineData("test faults --seeds 5 --seed 18446744073709551615 --inputs 1e6")]
    [InlineData("send Laptop 2 --key web-1 --api https://orders.example/v1")]
    [InlineData("send Laptop")]
    public void Good_input_passes(string line) => Assert.Empty(Parse(line).Errors);

    private static ParseResult Parse(string line) => OrdersCommand.Create(Repository.Find()).Parse(line);
}

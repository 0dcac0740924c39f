using System.CommandLine;
using Orders.Cli.Events;
using Orders.Cli.Options;
using Orders.Cli.Orders;
using Orders.Model;

namespace Orders.Tests.Unit.Cli;

/// <summary>The options of <c>orders order</c> and <c>orders events</c>: what they refuse.</summary>
public sealed class OrderOptionsTests
{
    private const string Id = "33ce1635-8f44-8ead-9e06-9175cbb6557b";
    private const string OneSelection = "one of ID, --key, --owner and --email must be given; only --key may come with --owner";
    private const string Statuses = "{statuses}";
    private const string Types = "orders.placed.v1, orders.rejected.v1, orders.removed.v1, orders.status_changed.v1";

    [Theory]
    [InlineData("order get", "either ID or --key must be given")]
    [InlineData("order get 12", "ID must be an order's id: a UUID of 36 characters")]
    [InlineData($"order get {Id} --key k", "either ID or --key must be given")]
    [InlineData($"order get {Id} --owner o", "--owner must come with --key")]
    [InlineData("order list --status OPEN", $"--status must be one of {Statuses}")]
    [InlineData("order list --status PENDING --older-than 2", "--older-than must be a whole number and a unit: 90s, 30m, 2h or 3d")]
    [InlineData("order list --status PENDING --limit 0", "--limit must be a whole number from 1 to 10,000")]
    [InlineData($"order set-status {Id} OPEN", $"STATUS must be one of {Statuses}")]
    [InlineData("order set-status 12 PENDING", "ID must be an order's id: a UUID of 36 characters")]
    [InlineData($"order set-status {Id} CANCELLED --expected-version 0", "--expected-version must be a whole number from 1 to 2,147,483,647")]
    [InlineData($"order set-status {Id} CANCELLED --wait --wait-limit soon", "--wait-limit must be a whole number and a unit: 90s, 30m, 2h or 3d")]
    [InlineData($"order set-status {Id}", "STATUS must be given")]
    [InlineData("order erase", OneSelection)]
    [InlineData($"order erase {Id} --email ada@example.com", OneSelection)]
    [InlineData("order erase --owner o --email ada@example.com", OneSelection)]
    [InlineData($"order erase {Id} --owner o", OneSelection)]
    [InlineData($"order erase {Id} 12", "ID must be an order's id: a UUID of 36 characters")]
    [InlineData("order erase --email ada", "--email must be an e-mail address")]
    [InlineData($"order erase {Id} --read-units 5", "--read-units must come with --email, or with --owner without --key")]
    [InlineData("order erase --key k --owner o --read-units 5", "--read-units must come with --email, or with --owner without --key")]
    [InlineData("order history", "ID must be given")]
    [InlineData("order history 12", "ID must be an order's id: a UUID of 36 characters")]
    [InlineData("events tail --type orders.placed", $"--type must be one of {Types}")]
    [InlineData("events tail --since yesterday", "--since must be one of now, trim-horizon")]
    [InlineData("events tail --order 12", "--order must be an order's id: a UUID of 36 characters")]
    [InlineData("events tail --limit 0", "--limit must be a whole number from 1 to 2,147,483,647")]
    [InlineData("events replay --on-failure false", "one of --order, --since, --on-failure and --quarantined must be given")]
    [InlineData("events replay", "one of --order, --since, --on-failure and --quarantined must be given")]
    [InlineData($"events replay --order {Id} --on-failure", "one of --order, --since, --on-failure and --quarantined must be given")]
    [InlineData("events replay --on-failure --version 2", "--version must come with --order")]
    [InlineData($"events replay --order {Id} --until 2h", "--until must come with --since")]
    [InlineData($"events replay --order {Id} --scan-rate 5", "--scan-rate must come with --since")]
    [InlineData("events replay --since yesterday", "--since must be a time with an offset, such as 2026-11-25T10:00:00Z, or an age: 90s, 30m, 2h or 3d")]
    [InlineData("events replay --since 2026-11-25T10:00:00", "--since must be a time with an offset, such as 2026-11-25T10:00:00Z, or an age: 90s, 30m, 2h or 3d")]
    [InlineData("events replay --on-failure --rate 0", "--rate must be a number from 0.1 to 100,000")]
    public void Bad_input_names_the_option_and_its_rule(string line, string message) =>
        Assert.Equal(message.Replace("{statuses}", OrderStatusNames.All, StringComparison.Ordinal), Assert.Single(Parse(line).Errors).Message);

    [Theory]
    [InlineData($"order get {Id} --json --show-pii")]
    [InlineData("order get --key k --owner public")]
    [InlineData("order list --status pending --older-than 2h --newer-than 3d --limit 5 --owner o --json")]
    [InlineData($"order set-status {Id} processing --reason why --expected-version 1 --yes --wait --wait-limit 2m")]
    [InlineData($"order history {Id}")]
    [InlineData($"order erase {Id} 43ce1635-8f44-8ead-9e06-9175cbb6557b --discard-letters --yes --json")]
    [InlineData("order erase --key k --owner public")]
    [InlineData("order erase --owner public --read-units 50")]
    [InlineData("order erase --email ada@example.com --read-units 50")]
    [InlineData("events tail --consumer fulfilment --type orders.placed.v1 --since trim-horizon --limit 1 --json")]
    [InlineData($"events replay --order {Id} --version 2 --consumer fulfilment --yes")]
    [InlineData("events replay --since 2026-11-25T10:00:00+01:00 --until 1h --rate 50 --scan-rate 10 --json")]
    [InlineData("events replay --on-failure")]
    public void Good_input_passes(string line) => Assert.Empty(Parse(line).Errors);

    private static ParseResult Parse(string line) =>
        new RootCommand { OrderCommand.Create(Repository.Find()), EventsCommand.Create(Repository.Find()) }.Parse(line);
}

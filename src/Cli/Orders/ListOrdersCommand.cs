using System.CommandLine;
using Orders.Cli.Completion;
using Orders.Cli.Options;
using Orders.Model;
using Orders.Operations.Failures;
using Orders.Operations.Orders;
using Orders.Operations.Terminal;
using Spectre.Console;
using Progress = Orders.Operations.Terminal.Progress;

namespace Orders.Cli.Orders;

/// <summary><c>orders order list</c>: lists the orders of an indexed status.</summary>
internal static class ListOrdersCommand
{
    private const int DefaultLimit = 100;
    private const int MaxOrders = 10_000;

    public static Command Create(Repository repository)
    {
        var aws = new AwsOptions(repository);
        var audits = new AuditOptions(aws);
        var status = new Option<OrderStatus?>("--status")
        {
            Description = "The status, which must be indexed.",
            Required = true,
            CustomParser = static result => OrderIdInput.ParseStatus(result, "--status"),
        };
        status.Suggest(result => aws.Settings(result).Table.IndexStatuses);
        var olderThan = AgeOption.Create("--older-than", "Only orders placed longer ago than this: 30m, 2h, 3d.");
        var newerThan = AgeOption.Create("--newer-than", "Only orders placed within this time: 30m, 2h, 3d.");
        var owner = new Option<string?>("--owner") { Description = "Only orders of this owner. Default: all owners." };
        var limit = NumberOption.CreateInteger("--limit", $"The maximum number of orders. Default: {DefaultLimit}.", 1, MaxOrders);
        var personal = PersonalDataOption.Create();
        var command = new Command("list", "List the orders of a status, oldest first, from the status index. Eventually consistent.")
        {
            status, olderThan, newerThan, owner, limit, personal,
        };
        audits.AddTo(command);
        aws.AddTo(command);
        aws.SetAction(command, async (result, cancellationToken) =>
        {
            using var pipeline = aws.Open(result);
            var search = new OrderSearch(result.GetValue(status)!.Value)
            {
                Owner = result.GetValue(owner),
                OlderThan = result.GetValue(olderThan),
                NewerThan = result.GetValue(newerThan),
                Limit = (int)(result.GetValue(limit) ?? DefaultLimit),
            };
            if (!pipeline.Index.Covers(search.Status))
            {
                throw new CommandException(
                    $"--status must be one of table.index_statuses in the settings, {string.Join(", ", pipeline.Settings.Table.IndexStatuses.DefaultIfEmpty("of which there are none"))}: "
                    + "only these are indexed, and a listing never scans the table.")
                {
                    ExitCode = ExitCodes.Usage,
                };
            }

            var now = TimeProvider.System.GetUtcNow();
            var listing = await Progress.RunAsync("Reading the status index", async _ =>
            {
                var (orders, hasMore, unreadable) = await search.RunAsync(pipeline.Index, now, cancellationToken);
                return new OrderListing(search.Status, orders, hasMore, now) { Unreadable = unreadable };
            });
            var showPersonalData = result.GetValue(personal);
            if (showPersonalData)
            {
                await audits.NoteViewAsync(
                    result, pipeline.Table.TableName, $"{listing.Orders.Count} orders with status {search.Status.ToWire()}", await pipeline.PlaceAsync(cancellationToken), cancellationToken);
            }

            if (aws.IsJson(result))
            {
                JsonOutput.WriteLine(listing.ToJson(), showPersonalData);
            }
            else
            {
                listing.WriteTo(AnsiConsole.Console, showPersonalData);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}

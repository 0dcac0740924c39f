using System.CommandLine;
using Orders.Cli.Options;
using Orders.Messages;
using Orders.Model;
using Orders.Operations.Audit;
using Orders.Operations.DeadLetters;
using Orders.Operations.Failures;
using Orders.Operations.Orders;
using Orders.Operations.Orders.Erasing;
using Orders.Operations.Terminal;

namespace Orders.Cli.Orders;

/// <summary><c>orders order erase</c>: erases the personal data of orders.</summary>
internal static class EraseCommand
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    public static Command Create(Repository repository)
    {
        var aws = new AwsOptions(repository);
        var audits = new AuditOptions(aws);
        var ids = new Argument<OrderId[]>("ID") { Description = "The orders' ids.", Arity = ArgumentArity.ZeroOrMore, CustomParser = OrderIdInput.ParseIds };
        var key = new Option<string?>("--key") { Description = "The order with this idempotency key. With the owner it determines the ID." };
        var owner = new Option<string?>("--owner")
        {
            Description = $"The owner of --key; default: {OrderMessageReader.DefaultOwner}. Without --key: all orders of this owner, found by a scan of the table.",
        };
        var email = new Option<string?>("--email") { Description = "All orders with this customer_email, in upper or lower case, found by a scan of the table." };
        var readUnits = NumberOption.Create("--read-units", $"With --email, or --owner without --key: the maximum read units a second of the scan. Default: {OrderRows.DefaultReadUnits}.", 1, 1_000_000);
        var discard = new Option<bool>("--discard-letters") { Description = "Delete the dead letters about the orders, instead of replacing each by a copy without personal data." };
        var yes = new Option<bool>("--yes") { Description = "Erase without asking. Without --yes and without a terminal, nothing is changed." };
        var command = new Command("erase", "Erase customer_name, customer_email and metadata of orders and their dead letters, and report where copies remain.")
        {
            ids, key, owner, email, readUnits, discard, yes,
        };
        GetCommand.RequirePrintableAscii(key, OrderLimits.IdempotencyKeyCharacters);
        GetCommand.RequirePrintableAscii(owner, OrderLimits.OwnerCharacters);
        email.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && !token.Value.Contains('@', StringComparison.Ordinal))
            {
                result.AddError("--email must be an e-mail address");
            }
        });
        command.AddRule(result =>
        {
            var isOfOwner = result.GetResult(owner) is not null && result.GetResult(key) is null;
            if (new[] { result.GetResult(ids) is { Tokens.Count: > 0 }, result.GetResult(key) is not null, isOfOwner, result.GetResult(email) is not null }.Count(static given => given) != 1)
            {
                result.AddError("one of ID, --key, --owner and --email must be given; only --key may come with --owner");
            }
            else if (result.GetResult(readUnits) is not null && !isOfOwner && result.GetResult(email) is null)
            {
                result.AddError("--read-units must come with --email, or with --owner without --key");
            }
        });
        audits.AddTo(command);
        aws.AddTo(command);
        aws.SetAction(command, async (result, cancellationToken) =>
        {
            var start = TimeProvider.System.GetUtcNow();
            var selection = (result.GetValue(key), result.GetValue(owner), result.GetValue(email)) switch
            {
                ({ } given, var scope, _) => new PersonSelection { Orders = [OrderId.FromKey(scope ?? OrderMessageReader.DefaultOwner, given)] },
                (_, { } scope, _) => new PersonSelection { Owner = scope },
                (_, _, { } address) => new PersonSelection { Email = address },
                _ => new PersonSelection { Orders = result.GetValue(ids) ?? [] },
            };
            using var pipeline = aws.Open(result);
            var roles = QueueRole.All(pipeline.Settings, aws.Prefix(result));
            // The letters of consumers are the consumers' own.
            var queues = roles.Values.Where(static role => role.IsOrders || role.Target is null);
            await using var open = await OpenQueues.OpenAsync(aws.Connection(result), queues, Lease, cancellationToken);
            var erasure = new Erasure(pipeline, open.All, selection, start, TimeProvider.System)
            {
                IsDiscarding = result.GetValue(discard),
                ReadUnits = (double?)result.GetValue(readUnits) ?? OrderRows.DefaultReadUnits,
            };
            var report = await Progress.RunAsync("Finding the customer's data", say => erasure.PlanAsync(say, cancellationToken));
            AuditLog? log = null;
            if (report.HasPlanned && (result.GetValue(yes) || await IsConfirmedAsync(report, aws.IsJson(result), cancellationToken)))
            {
                log = await audits.OpenAsync(result, report.Place, cancellationToken);
                report = await Progress.RunAsync("Erasing", _ => erasure.RunAsync(report, log, audits.By(result), cancellationToken));
            }

            if (aws.IsJson(result))
            {
                JsonOutput.WriteLine(report.ToJson(), showPersonalData: false);
            }
            else
            {
                report.WriteTo(Console.Out);
            }

            log?.ThrowIfIncomplete();
            return report.IsInterrupted ? ExitCodes.Interrupted : report.IsWell ? ExitCodes.Success : ExitCodes.Failed;
        }, static _ => ErasureReport.Interrupted.ToJson());
        return command;
    }

    private static async Task<bool> IsConfirmedAsync(ErasureReport report, bool isJson, CancellationToken cancellationToken) =>
        Confirmation.IsPossible && !isJson
        && await Confirmation.AskAsync($"Erase the personal data of {report.Planned}{(report.Place is { } place ? $" in {place}" : "")}? It cannot be undone.", cancellationToken);
}

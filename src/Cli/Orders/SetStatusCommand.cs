using System.CommandLine;
using Orders.Cli.Completion;
using Orders.Cli.Options;
using Orders.Messages;
using Orders.Model;
using Orders.Operations.Audit;
using Orders.Operations.Failures;
using Orders.Operations.Orders;
using Orders.Operations.Pipeline;
using Orders.Operations.Terminal;

namespace Orders.Cli.Orders;

/// <summary><c>orders order set-status</c>: changes an order's status by a message, as every sender does.</summary>
internal static class SetStatusCommand
{
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromMinutes(1);

    public static Command Create(Repository repository)
    {
        var aws = new AwsOptions(repository);
        var audits = new AuditOptions(aws);
        var id = OrderIdInput.Argument();
        var status = new Argument<OrderStatus?>("STATUS")
        {
            Description = $"The new status: one of {OrderStatusNames.All}.",
            CustomParser = static result => OrderIdInput.ParseStatus(result, "STATUS"),
        };
        status.Suggest(static _ => OrderStatusNames.Each);
        var reason = new Option<string?>("--reason") { Description = "The reason, for the order's history and its event." };
        var version = NumberOption.CreateInteger("--expected-version", "Change the order only if it has this version.", 1, int.MaxValue);
        var yes = new Option<bool>("--yes") { Description = "Send without asking. Without --yes and without a terminal, the command only prints what it would send." };
        var wait = new Option<bool>("--wait") { Description = "Follow the message until the order has the status or the message is dead-lettered." };
        var patience = AgeOption.Create("--wait-limit", "How long --wait waits, at most. Default: 1m.");
        var command = new Command("set-status", "Change an order's status: sends order.change_status to the orders queue.")
        {
            id, status, reason, version, yes, wait, patience,
        };
        command.Require(id);
        command.Require(status);
        command.AddRule(result =>
        {
            if (result.GetResult(patience) is not null && !result.GetValue(wait))
            {
                result.AddError("--wait-limit must come with --wait");
            }
        });
        audits.AddTo(command);
        aws.AddTo(command);
        aws.SetAction(command, async (result, cancellationToken) =>
        {
            var change = new ChangeStatus(
                result.GetValue(id)!.Value, result.GetValue(status)!.Value, (int?)result.GetValue(version), result.GetValue(reason));
            if (StatusMove.Check(change) is [var error, ..])
            {
                throw new CommandException($"--{error.Field.Replace('_', '-')} {error.Message}.") { ExitCode = ExitCodes.Usage };
            }

            using var pipeline = aws.Open(result);
            var order = await pipeline.Orders.FindAsync(change.OrderId, cancellationToken) ?? throw OrderCommand.NotFound($"{change.OrderId}");
            var move = new StatusMove(order, change);
            var place = await pipeline.PlaceAsync(cancellationToken);
            var report = new MoveReport(move) { Place = place };
            AuditLog? log = null;
            if (!move.IsMade)
            {
                if (move.Refusal is { } refusal)
                {
                    throw new CommandException(refusal) { ExitCode = ExitCodes.Failed };
                }

                if (result.GetValue(yes)
                    || (Confirmation.IsPossible
                        && await Confirmation.AskAsync($"Move order {order.Id} from {order.Status.ToWire()} to {change.Status.ToWire()}{(place is null ? "" : $" in {place}")}?", cancellationToken)))
                {
                    log = await audits.OpenAsync(result, place, cancellationToken);
                    var audit = new MoveAudit(log, audits.By(result), TimeProvider.System);
                    report = await SendAsync(pipeline, report, audit, result.GetValue(wait) ? result.GetValue(patience) ?? DefaultPatience : null, cancellationToken);
                }
            }

            Console.WriteLine(SafeText.Clean(aws.IsJson(result) ? report.ToJson() : report.ToText()));
            cancellationToken.ThrowIfCancellationRequested();
            log?.ThrowIfIncomplete();
            return report.IsWell ? ExitCodes.Success : ExitCodes.Failed;
        });
        return command;
    }

    private static async Task<MoveReport> SendAsync(
        OpenPipeline pipeline, MoveReport planned, MoveAudit audit, TimeSpan? patience, CancellationToken cancellationToken)
    {
        var move = planned.Move;
        var url = await pipeline.UrlOfAsync(pipeline.Settings.OrdersQueue.Name, cancellationToken);
        // Not cancelled: nobody would know whether the message was sent.
        var sent = await audit.NoteAsync(
            move, pipeline.NameOf(pipeline.Settings.OrdersQueue.Name), async () => (await pipeline.Sender.SendAsync(url, [move.Message], CancellationToken.None))[0]);
        if (!sent.IsSent)
        {
            throw new CommandException($"The message could not be sent: {sent.Cause}. If only the answer was lost, it may be on the queue; sending it again does no harm.");
        }

        var report = planned with { MessageId = sent.MessageId };
        if (patience is not { } time)
        {
            return report;
        }

        try
        {
            var letters = await pipeline.LettersAsync(pipeline.Settings.OrdersQueue.DeadLetterQueue, cancellationToken);
            var follower = new MoveFollower(pipeline.Orders, letters, TimeProvider.System);
            return report with
            {
                Outcome = await Progress.RunAsync("Following the message", _ => follower.FollowAsync(move, sent.MessageId ?? "", time, cancellationToken)),
            };
        }
        // The message was sent, whatever happens now.
        catch (Exception exception) when (Failure.Of(exception) is not null)
        {
            Progress.Say(cancellationToken.IsCancellationRequested ? "Interrupted." : $"The message cannot be followed: {Failure.Of(exception)?.Message}");
            return report with { Outcome = default(MoveOutcome) };
        }
    }
}

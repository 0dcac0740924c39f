using System.CommandLine;
using Orders.Cli.Options;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;
using Progress = Orders.Operations.Terminal.Progress;

namespace Orders.Cli.DeadLetters;

/// <summary><c>orders dlq redrive</c>: sends messages back to the queue they came from.</summary>
internal static class RedriveCommand
{
    public static Command Create(Repository repository)
    {
        var aws = new AwsOptions(repository);
        var (queues, filter, change, send, audits) = (new QueueOptions(aws), new FilterOptions(), new BodyChangeOptions(), new SendOptions(), new AuditOptions(aws));
        var rate = NumberOption.Create("--rate", "The maximum number of messages a second, evenly spread. Default: no limit.", min: 0.01m, max: 100_000);
        var ramp = new Option<bool>("--ramp") { Description = "Send 1, 5, 50, 500, … messages, and go on after each step once all its messages were processed." };
        var rampWait = AgeOption.Create("--ramp-wait", "How long to wait after each step, at most. Default: derived from the queue's retries, at most 15m for orders.");
        var command = new Command("redrive", "Redrive dead letters to their queue, edited or unchanged. A dry run, unless --yes is given or you agree at the terminal.") { rate, ramp, rampWait };
        filter.AddTo(command);
        change.AddTo(command);
        send.AddTo(command);
        audits.AddTo(command);
        queues.AddTo(command);
        send.RequireReader(command, ramp);
        command.AddRule(result =>
        {
            if (result.GetResult(rampWait) is not null && !result.GetValue(ramp))
            {
                result.AddError("--ramp-wait must come with --ramp");
            }
        });
        aws.SetAction(command, async (result, cancellationToken) =>
        {
            var wanted = filter.Read(result);
            await using var queue = await queues.OpenAsync(result, cancellationToken);
            var options = new RedriveOptions
            {
                By = audits.By(result),
                At = queue.Start,
                MaxRedrives = send.MaxRedrives(result),
                Change = change.Read(result),
                PerSecond = (double?)result.GetValue(rate),
            };
            // Refuses a queue that cannot be redriven before any message is received and hidden.
            var target = RedrivePlan.Of([], queue.Role, options).Target;
            if (result.GetValue(ramp))
            {
                options = options with { RampWait = result.GetValue(rampWait) ?? await RampWait.ReadAsync(queue, target, cancellationToken) };
            }

            var taken = 0;
            // Without --yes the operator is shown all messages. Otherwise no more are hidden at a time than can be sent soon.
            var window = send.IsYes(result) ? RedriveOptions.WindowAt(options.PerSecond) : int.MaxValue;
            async Task<Selection> TakeAsync(Action<string> say, CancellationToken token)
            {
                var seen = await queue.SelectAsync(wanted with { Limit = Math.Min((wanted.Limit ?? int.MaxValue) - taken, window) }, say, token);
                taken += seen.Letters.Count;
                return seen;
            }

            var selection = await Progress.RunAsync($"Reading {queue.Role.Name}", say => TakeAsync(say, cancellationToken));
            var plan = RedrivePlan.Of(selection.Letters, queue.Role, options);
            if (plan.Entries.Count == 0)
            {
                Progress.Say($"No message on {queue.Role.Name} matches.{(selection.IsComplete ? "" : $" {Selection.IncompleteNote}")}");
                if (aws.IsJson(result))
                {
                    JsonOutput.WriteLine(
                        send.IsYes(result) ? new ReportView(new RedriveReport(plan, []), TimeSpan.Zero).ToJson() : new PlanView(plan, selection, ShowPersonalData: false).ToJson(),
                        showPersonalData: false);
                }

                return wanted.Id is null ? ExitCodes.Success : ExitCodes.Failed;
            }

            var hasMore = wanted.Id is null && taken != wanted.Limit && (queue.Role.IsFifo || !selection.IsComplete || taken == window);
            if (!hasMore)
            {
                await queue.Hold.ReleaseAllButAsync(selection.Letters);
            }

            async Task<Selection> MoreAsync(CancellationToken token) => taken == wanted.Limit ? Selection.None : await TakeAsync(static _ => { }, token);
            return await new SendBack(aws, send, audits, result, queue).RunAsync(plan, selection, hasMore ? MoreAsync : null, cancellationToken);
        }, result => SendBack.NothingDone(queues.Role(result), send.IsYes(result)));
        return command;
    }
}

using System.CommandLine;
using Orders.Cli.Options;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Operations.Failures;
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
        var ramp = new Option<bool>("--ramp") { Description = "Send 1, 5, 50, 500, … messages, wait after each step, and stop if one of them is dead-lettered again." };
        var rampWait = AgeOption.Create("--ramp-wait", "How long to wait after each step, at most. Default: 20s.");
        var command = new Command("redrive", "Redrive dead letters to their queue, edited or unchanged. A dry run, unless --yes is given or you agree at the terminal.") { rate, ramp, rampWait };
        filter.AddTo(command);
        change.AddTo(command);
        send.AddTo(command);
        audits.AddTo(command);
        queues.AddTo(command);
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
                RampWait = result.GetValue(ramp) ? result.GetValue(rampWait) ?? RedriveOptions.DefaultRampWait : null,
            };
            // Refuses a queue that cannot be redriven before any message is received and hidden.
            _ = RedrivePlan.Of([], queue.Role, options);
            var taken = 0;
            async Task<(RedrivePlan Plan, Selection Selection)> TakeAsync(Action<string> say, CancellationToken token)
            {
                var seen = await queue.SelectAsync(wanted with { Limit = wanted.Limit - taken }, say, token);
                taken += seen.Letters.Count;
                return (RedrivePlan.Of(seen.Letters, queue.Role, options), seen);
            }

            var (plan, selection) = await Progress.RunAsync("Looking", say => TakeAsync(say, cancellationToken));
            if (plan.Entries.Count == 0)
            {
                Progress.Say($"No message on {queue.Role.Name} matches.");
                return wanted.Id is null ? ExitCodes.Success : ExitCodes.Failed;
            }

            var hasMore = (queue.Role.IsFifo || !selection.IsComplete) && wanted.Id is null;
            async Task<IReadOnlyList<PlannedRedrive>> MoreAsync(CancellationToken token) =>
                taken >= wanted.Limit ? [] : (await TakeAsync(static _ => { }, token)).Plan.Entries;
            return await new SendBack(aws, send, audits, result, queue).RunAsync(plan, selection, hasMore ? MoreAsync : null, cancellationToken);
        });
        return command;
    }
}

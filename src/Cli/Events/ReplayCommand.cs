using System.CommandLine;
using Orders.Cli.Completion;
using Orders.Cli.Options;
using Orders.Operations.Events;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;

namespace Orders.Cli.Events;

/// <summary><c>orders events replay</c>: sends events again with their original ids.</summary>
internal static class ReplayCommand
{
    public static Command Create(Repository repository)
    {
        var aws = new AwsOptions(repository);
        var audits = new AuditOptions(aws);
        var selection = new ReplayOptions();
        var consumer = new Option<string?>("--consumer") { Description = "Send to this consumer only. Letters of --on-failure then stay, because other consumers may need them. Default: all consumers." };
        consumer.Suggest(result => aws.Settings(result).Consumers.Select(static one => one.Name));
        var rate = NumberOption.Create("--rate", "The maximum number of events a second. Default: no limit.", 0.1m, 100_000);
        var yes = new Option<bool>("--yes") { Description = "Send the events. Without --yes, the command only prints what it would send." };
        var personal = PersonalDataOption.Create();
        var command = new Command("replay", "Replay events with their original IDs, so that consumers recognize repeats. A dry run unless --yes is given.");
        selection.AddTo(command);
        foreach (var option in (Option[])[consumer, rate, yes, personal])
        {
            command.Add(option);
        }

        audits.AddTo(command);
        aws.AddTo(command);
        aws.SetAction(command, async (result, cancellationToken) =>
        {
            var now = TimeProvider.System.GetUtcNow();
            if (selection.Span(result, now) is { } span && span.Since >= span.Until)
            {
                throw new CommandException("--since must be before --until.") { ExitCode = ExitCodes.Usage };
            }

            using var pipeline = aws.Open(result);
            var consumers = pipeline.Consumers(result.GetValue(consumer));
            var queues = ConsumerQueues.Of(pipeline, cancellationToken);
            var replayer = new Replayer(pipeline.Sender, consumers, pipeline.Settings.EventSource, now)
            {
                IsDryRun = !result.GetValue(yes),
                Pacer = result.GetValue(rate) is { } perSecond ? new Pacer((double)perSecond, TimeProvider.System) : null,
                Queues = queues,
            };
            var quarantine = new QuarantineReplay(pipeline.Sender, consumers) { IsDryRun = replayer.IsDryRun, Pacer = replayer.Pacer, Queues = queues };
            var place = await pipeline.PlaceAsync(cancellationToken);
            var log = replayer.IsDryRun ? null : await audits.OpenAsync(result, place, cancellationToken);
            var audit = log is null ? null : new ReplayAudit(log, audits.By(result), now, TimeProvider.System);
            var run = new ReplayRun(pipeline, replayer) { MayDelete = consumers.Count == pipeline.Settings.Consumers.Count, Audit = audit };
            async Task<IReplayReport> ReplayAsync(Action<string> say) => selection.IsQuarantined(result) ? await run.QuarantinedAsync(quarantine, now, say, cancellationToken)
                : selection.IsOnFailure(result) ? await run.OnFailureAsync(now, say, cancellationToken)
                : selection.Span(result, now) is var (since, until) ? await run.OfSpanAsync(since, until, selection.ScanRate(result), say, cancellationToken)
                : await run.OfOrderAsync(selection.Order(result)!.Value, selection.Version(result), say, cancellationToken);
            var report = (await Progress.RunAsync(
                "Looking for events", say => audit?.NoteAsync(consumers.Select(static one => one.QueueUrl), selection.Describe(result, now), () => ReplayAsync(say)) ?? ReplayAsync(say))).At(place);
            if (result.GetValue(personal))
            {
                await audits.NoteViewAsync(result, pipeline.Table.TableName, selection.Describe(result, now), place, cancellationToken);
            }

            if (aws.IsJson(result))
            {
                JsonOutput.WriteLine(report.ToJson(), result.GetValue(personal));
            }
            else
            {
                report.WriteTo(Console.Out, result.GetValue(personal));
            }

            cancellationToken.ThrowIfCancellationRequested();
            log?.ThrowIfIncomplete();
            return report.IsWell ? ExitCodes.Success : ExitCodes.Failed;
        });
        return command;
    }
}

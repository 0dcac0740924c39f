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
            var chosen = selection.Read(result, now) with { Consumer = result.GetValue(consumer), PerSecond = (double?)result.GetValue(rate) };
            if (chosen.Span is { } span && span.Since >= span.Until)
            {
                throw new CommandException(span.Until == now ? "--since must be in the past." : "--since must be before --until.") { ExitCode = ExitCodes.Usage };
            }

            using var pipeline = aws.Open(result);
            _ = pipeline.Consumers(chosen.Consumer);
            var place = await pipeline.PlaceAsync(cancellationToken);
            var log = result.GetValue(yes) ? await audits.OpenAsync(result, place, cancellationToken) : null;
            var audit = log is null ? null : new ReplayAudit(log, audits.By(result), now, TimeProvider.System);
            var report = (await Progress.RunAsync("Finding the events", say => EventReplay.RunAsync(pipeline, chosen, audit, now, say, cancellationToken))).At(place);
            if (result.GetValue(personal))
            {
                await audits.NoteViewAsync(result, pipeline.Table.TableName, $"{chosen}", place, cancellationToken);
            }

            if (aws.IsJson(result))
            {
                JsonOutput.WriteLine(report.ToJson(), result.GetValue(personal));
            }
            else
            {
                report.WriteTo(Console.Out, result.GetValue(personal));
            }

            if (cancellationToken.IsCancellationRequested)
            {
                return ExitCodes.Interrupted;
            }

            log?.ThrowIfIncomplete();
            return report.IsWell ? ExitCodes.Success : ExitCodes.Failed;
        }, result => EventReplay.NothingDone(selection.Read(result, TimeProvider.System.GetUtcNow()), isDryRun: !result.GetValue(yes)).ToJson());
        return command;
    }
}

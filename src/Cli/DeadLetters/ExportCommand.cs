using System.CommandLine;
using Orders.Cli.Options;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Transfer;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;
using Progress = Orders.Operations.Terminal.Progress;

namespace Orders.Cli.DeadLetters;

/// <summary><c>orders dlq export</c>: writes messages to a file.</summary>
internal static class ExportCommand
{
    public static Command Create(Repository repository)
    {
        var aws = new AwsOptions(repository);
        var (queues, filter, audits) = (new QueueOptions(aws), new FilterOptions(), new AuditOptions(aws));
        var output = new Option<string>("--output", "-o") { Description = "The file, which must not exist; - for standard output.", DefaultValueFactory = static _ => LetterFile.Standard };
        var command = new Command("export", "Write dead letters to a file, one JSON object a line, without changing them.") { output };
        filter.AddTo(command);
        audits.AddTo(command);
        queues.AddTo(command);
        aws.SetAction(command, async (result, cancellationToken) =>
        {
            var path = result.GetRequiredValue(output);
            if (path != LetterFile.Standard && Path.Exists(path))
            {
                throw new CommandException($"--output must name a new file: {path} exists.") { ExitCode = ExitCodes.Usage };
            }

            var wanted = filter.Read(result) with { IncludesLater = true };
            await using var queue = await queues.OpenAsync(result, cancellationToken);
            var selection = await Progress.RunAsync($"Reading {queue.Role.Name}", say => queue.SelectAsync(wanted, say, cancellationToken));
            // What was asked for by id or number is all there, whatever else is hidden.
            var isAll = wanted.Id is not null ? selection.Letters.Count > 0 : selection.IsLimited || selection.HeldElsewhere == 0;
            var hidden = isAll || selection.HeldElsewhere == 0
                ? ""
                : $" Another reader hides {Counted.Of(selection.HeldElsewhere, "message")}, and some may match: export again when they are visible, usually within a minute.";
            // An empty file would look like a backup of what is only hidden.
            if (selection.Letters.Count == 0 && !isAll)
            {
                Progress.Say($"No message that can be seen on {queue.Role.Name} matches: nothing was written.{hidden}");
                if (aws.IsJson(result) && path != LetterFile.Standard)
                {
                    Console.WriteLine(new ExportReport(queue.Role.Name, path, Exported: 0, selection.HeldElsewhere, selection.HasAll) { Place = queue.Role.Place }.ToJson());
                }

                return ExitCodes.Failed;
            }

            var audit = await new Export(() => audits.OpenAsync(result, queue.Role.Place, cancellationToken), queue.Role.Name, audits.By(result), queue.Start, TimeProvider.System).RunAsync(path, selection.Letters);
            Progress.Say($"{Counted.Of(selection.Letters.Count, "message")} of {queue.Role.Name} exported.{hidden}");
            if (!selection.IsComplete)
            {
                Progress.Say(Selection.IncompleteNote);
            }

            // The messages themselves are the standard output otherwise.
            if (aws.IsJson(result) && path != LetterFile.Standard)
            {
                Console.WriteLine(new ExportReport(queue.Role.Name, path, selection.Letters.Count, selection.HeldElsewhere, selection.HasAll) { Place = queue.Role.Place }.ToJson());
            }

            audit.ThrowIfIncomplete();
            return isAll ? ExitCodes.Success : ExitCodes.Failed;
        });
        return command;
    }
}

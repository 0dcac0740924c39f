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
            var held = selection.HeldElsewhere;
            // An empty file would look like a backup of what is only hidden.
            if (selection.Letters.Count == 0 && (wanted.Id is not null || held > 0))
            {
                Progress.Say($"No message that can be seen on {queue.Role.Name} matches: nothing was written.{Hidden(held)}");
                if (aws.IsJson(result) && path != LetterFile.Standard)
                {
                    Console.WriteLine(new ExportReport(queue.Role.Name, path, Exported: 0, held, selection.HasAll) { Place = queue.Role.Place }.ToJson());
                }

                return ExitCodes.Failed;
            }

            var audit = await new Export(() => audits.OpenAsync(result, queue.Role.Place, cancellationToken), queue.Role.Name, audits.By(result), queue.Start, TimeProvider.System).RunAsync(path, selection.Letters);
            Progress.Say($"{Counted.Of(selection.Letters.Count, "message")} of {queue.Role.Name} exported.{Hidden(held)}");
            if (!selection.IsComplete)
            {
                Progress.Say(Selection.IncompleteNote);
            }

            // The messages themselves are the standard output otherwise.
            if (aws.IsJson(result) && path != LetterFile.Standard)
            {
                Console.WriteLine(new ExportReport(queue.Role.Name, path, selection.Letters.Count, held, selection.HasAll) { Place = queue.Role.Place }.ToJson());
            }

            audit.ThrowIfIncomplete();
            return held == 0 ? ExitCodes.Success : ExitCodes.Failed;
        });
        return command;
    }

    private static string Hidden(int held) =>
        held == 0 ? "" : $" Another reader hides {Counted.Of(held, "message")}, and some may match: export again when they are visible, usually within a minute.";
}

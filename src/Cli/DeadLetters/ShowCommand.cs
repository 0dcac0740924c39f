using System.CommandLine;
using Orders.Cli.Options;
using Orders.Operations.DeadLetters;
using Orders.Operations.Failures;
using Orders.Operations.Settings;
using Orders.Operations.Terminal;

namespace Orders.Cli.DeadLetters;

/// <summary><c>orders dlq show</c>: shows one message.</summary>
internal static class ShowCommand
{
    public static Command Create(Repository repository)
    {
        var aws = new AwsOptions(repository);
        var (queues, audits) = (new QueueOptions(aws), new AuditOptions(aws));
        var id = new Option<string>("--id") { Description = "The message ID, or a unique prefix of it.", Required = true };
        var personal = PersonalDataOption.Create();
        var command = new Command("show", "Show one dead letter: its reason, attributes and body, without changing it.") { id, personal };
        audits.AddTo(command);
        queues.AddTo(command);
        aws.SetAction(command, async (result, cancellationToken) =>
        {
            var messageId = result.GetRequiredValue(id);
            var view = await Progress.RunAsync($"Reading {queues.Role(result).Name}", async say =>
            {
                await using var queue = await queues.OpenAsync(result, cancellationToken);
                var selection = await queue.SelectAsync(new LetterFilter { Id = messageId, IncludesLater = true }, say, cancellationToken);
                if (selection.Letters is not [var letter])
                {
                    return null;
                }

                var settings = aws.Settings(result).WithPrefix(aws.Prefix(result));
                // A consumer's letter comes from the consumer, not from a function of this pipeline.
                var log = queue.Role.IsOrders ? LetterLog.Of(letter, settings.Processor.Name) : queue.Role.Target is null ? LetterLog.Of(letter, settings.Notifier.Name) : null;
                return new LetterView(letter, result.GetValue(personal), queue.Role, queue.Start)
                {
                    Log = log,
                    LogLines = Environment.GetEnvironmentVariable(LetterLog.FolderVariable) is { Length: > 0 } folder ? log?.LinesIn(folder) ?? [] : [],
                };
            });
            if (view is null)
            {
                throw new CommandException($"Message {SafeText.Clean(messageId)} is not visible: it is gone, or another reader hides it for the moment.")
                {
                    ExitCode = ExitCodes.Failed,
                };
            }

            if (view.ShowPersonalData)
            {
                await audits.NoteViewAsync(result, view.Queue.Name, view.Letter.Id, view.Queue.Place, cancellationToken);
            }

            if (aws.IsJson(result))
            {
                JsonOutput.WriteLine(view.ToJson(), result.GetValue(personal));
            }
            else
            {
                view.WriteTo(Console.Out);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}

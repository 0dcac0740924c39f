using System.CommandLine;
using Orders.Cli.Options;
using Orders.Operations.DeadLetters;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;

namespace Orders.Cli.DeadLetters;

/// <summary><c>orders dlq show</c>: shows one message.</summary>
internal static class ShowCommand
{
    public static Command Create(Repository repository)
    {
        var aws = new AwsOptions(repository);
        var queues = new QueueOptions(aws);
        var id = new Option<string>("--id") { Description = "The message ID, or a unique prefix of it.", Required = true };
        var personal = new Option<bool>("--show-pii") { Description = "Show names, e-mail addresses and metadata unmasked." };
        var command = new Command("show", "Show one dead letter: its reason, attributes and body, without changing it.") { id, personal };
        queues.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var messageId = result.GetRequiredValue(id);
            var view = await Progress.RunAsync("Looking", async say =>
            {
                await using var queue = await queues.OpenAsync(result, cancellationToken);
                var selection = await queue.SelectAsync(new LetterFilter { Id = messageId, IncludesLater = true }, say, cancellationToken);
                return selection.Letters is [var letter] ? new LetterView(letter, result.GetValue(personal), queue.Role.IsOrders, queue.Start) : null;
            });
            if (view is null)
            {
                throw new CommandException($"Message {SafeText.Clean(messageId)} is not visible: it is gone, or another reader hides it for the moment.")
                {
                    ExitCode = ExitCodes.Failed,
                };
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

using System.CommandLine;
using Orders.Cli.Options;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Editing;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;

namespace Orders.Cli.DeadLetters;

/// <summary><c>orders dlq edit</c>: edits one message and redrives it.</summary>
internal static class EditCommand
{
    public static Command Create(Repository repository)
    {
        var aws = new AwsOptions(repository);
        var (queues, send, audits) = (new QueueOptions(aws), new SendOptions(), new AuditOptions(aws));
        var id = new Option<string>("--id") { Description = "The message ID, or a unique prefix of it.", Required = true };
        var command = new Command("edit", "Edit the body of one dead letter in $VISUAL or $EDITOR, and redrive it once it follows every rule.") { id };
        send.AddTo(command);
        audits.AddTo(command);
        queues.AddTo(command);
        send.RequireReader(command);
        aws.SetAction(command, async (result, cancellationToken) =>
        {
            await using var queue = await queues.OpenAsync(result, cancellationToken);
            var options = new RedriveOptions { By = audits.By(result), At = queue.Start, MaxRedrives = send.MaxRedrives(result) };
            _ = RedrivePlan.Of([], queue.Role, options);
            var selection = await Progress.RunAsync(
                $"Reading {queue.Role.Name}", say => queue.SelectAsync(new LetterFilter { Id = result.GetRequiredValue(id) }, say, cancellationToken));
            if (selection.Letters is not [var letter])
            {
                throw new CommandException($"Message {SafeText.Clean(result.GetRequiredValue(id))} is not visible: it is gone, or another reader hides it for the moment.")
                {
                    ExitCode = ExitCodes.Failed,
                };
            }

            await queue.Hold.ReleaseAllButAsync([letter]);
            var unchanged = RedrivePlan.Of([letter], queue.Role, options);
            // The editor shows personal data only if the operator asks for it. Masked values are put back before the message is sent.
            var covered = send.ShowsPersonalData(result) ? null : new CoveredText(letter.Message.Body);
            if (covered is null)
            {
                await audits.NoteViewAsync(result, queue.Role.Name, letter.Id, queue.Role.Place, cancellationToken);
            }

            // The message stays as it is: nothing of a plan is left to do.
            void PrintUnsent()
            {
                if (aws.IsJson(result))
                {
                    Console.WriteLine(SafeText.Clean(new ReportView(new RedriveReport(unchanged, [new RedriveResult(unchanged.Entries[0], RedriveOutcome.Left)]), TimeSpan.Zero).ToJson()));
                }
            }

            var text = TextEditor.Prepare(covered?.Text ?? letter.Message.Body);
            while (true)
            {
                if (await TextEditor.EditAsync(text, cancellationToken) is not { } edited)
                {
                    Progress.Say("Nothing was changed or sent.");
                    PrintUnsent();
                    return ExitCodes.Success;
                }

                var body = edited;
                var isUncovered = covered?.TryUncover(edited, out body) ?? true;
                var plan = RedrivePlan.Of([letter], queue.Role, options with { Change = new NewBody(body) });
                var refusal = isUncovered ? plan.Entries[0].Refusal : "it has a masked value that is not in this message: use --show-pii to enter another one";
                if (refusal is null)
                {
                    return await new SendBack(aws, send, audits, result, queue).RunAsync(plan, selection, more: null, cancellationToken);
                }

                Progress.Say($"Not sent: {SafeText.Value(refusal)}.");
                if (!Confirmation.IsPossible || !await Confirmation.AskAsync("Edit it again?", cancellationToken))
                {
                    PrintUnsent();
                    return ExitCodes.Failed;
                }

                text = edited;
            }
        }, result => SendBack.NothingDone(queues.Role(result), send.IsYes(result)));
        return command;
    }
}

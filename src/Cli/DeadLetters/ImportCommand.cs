using System.Collections.ObjectModel;
using System.CommandLine;
using Orders.Cli.Options;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Operations.DeadLetters.Transfer;
using Orders.Operations.Failures;
using Orders.Operations.Settings;
using Orders.Operations.Terminal;
using Orders.Queues;

namespace Orders.Cli.DeadLetters;

/// <summary><c>orders dlq import</c>: sends messages from a file to a dead-letter queue.</summary>
internal static class ImportCommand
{
    public static Command Create(Repository repository)
    {
        var aws = new AwsOptions(repository);
        var (queues, audits) = (new QueueOptions(aws), new AuditOptions(aws));
        var input = new Argument<string>("file") { Description = "A file that export wrote; - for standard input." };
        var yes = new Option<bool>("--yes") { Description = "Send without asking. Without --yes and without a terminal, nothing is sent." };
        var command = new Command("import", "Send exported dead letters to the queue they came from, or to --queue. Messages that are already there are not sent again.") { input, yes };
        audits.AddTo(command);
        queues.AddTo(command);
        aws.SetAction(command, async (result, cancellationToken) =>
        {
            void Print(ImportReport unsent)
            {
                if (aws.IsJson(result))
                {
                    Console.WriteLine(SafeText.Clean(unsent.ToJson()));
                }
            }

            var path = result.GetRequiredValue(input);
            var lines = await LetterFile.ReadAsync(path, cancellationToken);
            if (lines.Count == 0)
            {
                Progress.Say("The file has no messages.");
                Print(new ImportReport(queues.IsGiven(result) ? queues.Role(result).Name : null, Sent: 0, Present: 0, ReadOnlyDictionary<string, int>.Empty) { IsDryRun = !result.GetValue(yes) });
                return ExitCodes.Success;
            }

            var role = queues.IsGiven(result) ? queues.Role(result) : RoleOf(lines, aws.Settings(result), aws.Prefix(result));
            if (role.IsFifo && lines.FirstOrDefault(static line => line.Message is not { GroupId: not null, DeduplicationId: not null }) is { } incomplete)
            {
                throw Refused($"line {incomplete.Number}: {(incomplete.Message.GroupId is null ? LetterJson.GroupId : LetterJson.DeduplicationId)} must be given for a message on {role.Name}");
            }

            await using var queue = await queues.OpenAsync(result, role, cancellationToken);
            // Reads every message on the queue, whenever it arrived.
            var there = new List<Letter>();
            var isComplete = await Progress.RunAsync($"Reading {role.Name}", say => queue.Hold.TakeAsync(
                letter =>
                {
                    there.Add(letter);
                    say(Progress.Reading(role.Name, there.Count));
                    return true;
                },
                cancellationToken));
            await queue.Hold.ReleaseAllButAsync([]);
            var plan = ImportPlan.Of(lines, there);
            Progress.Say($"{Counted.Of(lines.Count, "message")} read: {plan.Present:N0} already on {queue.Role.Title}, {plan.Missing.Count:N0} missing.");
            if (!isComplete || role.IsFifo)
            {
                Progress.Say("SQS may not return every message on the queue; a message that it does not return is sent again.");
            }

            var isWanted = result.GetValue(yes)
                || (plan.Missing.Count > 0 && Confirmation.IsPossible
                    && await Confirmation.AskAsync($"Send {Counted.Of(plan.Missing.Count, "message")} to {queue.Role.Title}?", cancellationToken));
            if (!isWanted)
            {
                Progress.Say("Dry run: nothing was sent. Use --yes to send.");
                Print(new ImportReport(role.Name, Sent: 0, plan.Present, ReadOnlyDictionary<string, int>.Empty) { IsDryRun = true, Missing = plan.Missing.Count, Place = queue.Role.Place });
                return ExitCodes.Success;
            }

            var target = new RedriveTarget(new QueueSender(queue.Sqs, queue.Pipelines.Sqs), queue.Url);
            var audit = await audits.OpenAsync(result, queue.Role.Place, cancellationToken);
            var import = new Import(target, audit, role.Name, audits.By(result), queue.Start, TimeProvider.System);
            var (sent, mayBeSent, failed) = await Progress.RunAsync(
                "Sending", say => import.RunAsync(plan.Missing, count => say($"Sending: {count:N0} of {plan.Missing.Count:N0}"), cancellationToken));
            var report = new ImportReport(role.Name, sent, plan.Present, failed) { MayBeSent = mayBeSent, Missing = plan.Missing.Count, Place = queue.Role.Place, IsInterrupted = cancellationToken.IsCancellationRequested && sent < plan.Missing.Count };
            Console.WriteLine(SafeText.Clean(aws.IsJson(result) ? report.ToJson() : report.ToText()));
            audit.ThrowIfIncomplete();
            return report.IsInterrupted ? ExitCodes.Interrupted : failed.Count == 0 && mayBeSent == 0 ? ExitCodes.Success : ExitCodes.Failed;
        }, result => new ImportReport(queues.IsGiven(result) ? queues.Role(result).Name : null, Sent: 0, Present: 0, ReadOnlyDictionary<string, int>.Empty) { IsDryRun = !result.GetValue(yes), IsInterrupted = true }.ToJson());
        return command;
    }

    private static QueueRole RoleOf(IReadOnlyList<LetterLine> lines, PipelineSettings settings, string prefix)
    {
        var first = lines[0];
        if (lines.FirstOrDefault(line => line.Queue != first.Queue) is { } other)
        {
            throw Refused($"line {other.Number}: queue must be that of line {first.Number}; import each queue's messages separately, or name one queue with --queue");
        }

        var roles = QueueRole.All(settings, prefix).Values.ToDictionary(static role => role.Name, StringComparer.Ordinal);
        return roles.GetValueOrDefault(first.Queue)
            ?? throw Refused($"line {first.Number}: queue must be a dead-letter queue of this deployment, which {SafeText.Value(first.Queue)} is not; name one with --queue, or check --prefix");
    }

    private static CommandException Refused(string what) => new($"The messages cannot be imported, and nothing was sent: {what}.") { ExitCode = ExitCodes.Usage };
}

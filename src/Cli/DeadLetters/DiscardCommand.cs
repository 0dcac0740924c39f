using System.Collections.ObjectModel;
using System.CommandLine;
using System.Globalization;
using Orders.Cli.Options;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Discarding;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;

namespace Orders.Cli.DeadLetters;

/// <summary><c>orders dlq discard</c>: deletes messages permanently.</summary>
internal static class DiscardCommand
{
    public static Command Create(Repository repository)
    {
        var aws = new AwsOptions(repository);
        var (queues, filter, audits) = (new QueueOptions(aws), new FilterOptions(), new AuditOptions(aws));
        var count = NumberOption.CreateInteger("--count", "The number of messages that must match. Without it, the command asks for the number at the terminal.", min: 1, max: int.MaxValue);
        var command = new Command("discard", "Delete dead letters. You must type their number; the audit log keeps each message.") { count };
        filter.AddTo(command);
        audits.AddTo(command);
        queues.AddTo(command);
        aws.SetAction(command, async (result, cancellationToken) =>
        {
            var wanted = filter.Read(result);
            await using var queue = await queues.OpenAsync(result, cancellationToken);
            var selection = await Progress.RunAsync($"Reading {queue.Role.Name}", say => queue.SelectAsync(wanted, say, cancellationToken));
            var letters = selection.Letters;
            await queue.Hold.ReleaseAllButAsync(letters);
            foreach (var group in LetterGroup.Of(letters))
            {
                Progress.Say($"{group.Count,9:N0}  {SafeText.Value(group.Code)} {SafeText.Value(group.Field)}");
            }

            if (selection.Later.Count > 0)
            {
                Progress.Say(selection.LaterNote);
            }

            if (!selection.IsComplete)
            {
                Progress.Say(Selection.IncompleteNote);
            }

            var typed = (int?)result.GetValue(count);
            if (letters.Count > 0 && typed is null && Confirmation.IsPossible)
            {
                var answer = await Confirmation.ReadAsync($"{Counted.Of(letters.Count, "message")} of {queue.Role.Title} will be deleted permanently. Type the number: ", cancellationToken);
                typed = int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
            }

            if (letters.Count == 0 || typed != letters.Count)
            {
                Progress.Say($"{Counted.Of(letters.Count, "message")} on {queue.Role.Title} {(letters.Count == 1 ? "matches" : "match")}{(typed is { } other && letters.Count > 0 ? $", and not {other:N0}" : "")}: nothing was discarded{(typed is null && letters.Count > 0 ? "; --count must be that number" : "")}.");
                if (aws.IsJson(result))
                {
                    Console.WriteLine(SafeText.Clean(new DiscardReport(queue.Role.Name, letters.Count, ReadOnlyDictionary<string, string>.Empty) { Place = queue.Role.Place, IsDryRun = true, HeldElsewhere = selection.HeldElsewhere }.ToJson()));
                }

                return letters.Count == 0 && typed is null ? ExitCodes.Success : typed is null ? ExitCodes.Usage : ExitCodes.Failed;
            }

            var audit = await audits.OpenAsync(result, queue.Role.Place, cancellationToken);
            var discard = new Discard(queue.Hold, audit, queue.Role.Name, audits.By(result), queue.Start, TimeProvider.System);
            var left = await Progress.RunAsync("Discarding", say => discard.RunAsync(letters, gone => say($"Discarding: {gone:N0} of {letters.Count:N0}"), cancellationToken));
            var report = new DiscardReport(queue.Role.Name, letters.Count, left) { Place = queue.Role.Place, HeldElsewhere = selection.HeldElsewhere, IsInterrupted = cancellationToken.IsCancellationRequested && left.Count > 0 };
            Console.WriteLine(SafeText.Clean(aws.IsJson(result) ? report.ToJson() : report.ToText()));
            audit.ThrowIfIncomplete();
            return report.IsInterrupted ? ExitCodes.Interrupted : left.Count == 0 ? ExitCodes.Success : ExitCodes.Failed;
        }, result => new DiscardReport(queues.Role(result).Name, Matching: 0, ReadOnlyDictionary<string, string>.Empty) { IsInterrupted = true }.ToJson());
        return command;
    }
}

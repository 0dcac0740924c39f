using System.Collections.Concurrent;
using Orders.Operations.Audit;
using Orders.Operations.Terminal;
using Orders.Queues;
using Orders.Resilience;

namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>Sends messages in portions side by side: each is sent, noted in the audit log, and only then deleted.</summary>
/// <param name="plan">What is done.</param>
/// <param name="hold">Deletes.</param>
/// <param name="target">Sends.</param>
/// <param name="audit">Is on the disk before anything is deleted.</param>
/// <param name="tally">Is told what became of each message.</param>
/// <param name="follow">Is told what was sent; null where nobody looks.</param>
/// <param name="time">The clock.</param>
internal sealed class Sending(
    RedrivePlan plan, LetterHold hold, RedriveTarget target, AuditLog audit, Tally tally, Follow? follow, TimeProvider time)
{
    private readonly AuditLines _lines = new(AuditActions.Redrive, plan.Role.Name, plan.Options.By, plan.Options.At, time);
    private readonly ConcurrentDictionary<string, bool> _blockedGroups = new(StringComparer.Ordinal);
    private readonly Pacer? _pacer = plan.Options.PerSecond is { } rate ? new Pacer(rate, time) : null;

    /// <summary>Why nothing more can be sent for now, as a sentence; null where it can.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>Sends messages, on a FIFO queue those of a group one after the other.</summary>
    /// <exception cref="OperationCanceledException">It was broken off; what was under way came to its end.</exception>
    public async Task SendAsync(IReadOnlyList<PlannedRedrive> step, CancellationToken cancellationToken)
    {
        foreach (var wave in plan.Role.IsFifo
            ? Waves.Of(step.OrderBy(static entry => entry.Letter.SequenceNumber), static entry => entry.Letter.Message.GroupId)
            : [step])
        {
            if (Obstacle is not null)
            {
                return;
            }

            await SendWaveAsync([.. wave.Where(entry => !IsBlocked(entry))], cancellationToken);
        }
    }

    /// <summary>Notes what stays where it is, whatever the reason.</summary>
    public async Task StayAsync(IReadOnlyList<RedriveResult> results)
    {
        foreach (var result in results.Where(_ => plan.Role.IsFifo))
        {
            _blockedGroups[GroupOf(result.Entry)] = true;
        }

        tally.Note(results);
        await AppendAsync(results);
    }

    private async Task SendWaveAsync(IReadOnlyList<PlannedRedrive> wave, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await SideBySide.ForEachAsync(
                wave.Chunk(_pacer?.PortionSize ?? SqsLimits.EntriesPerRequest),
                LetterQueue.SideBySideCalls,
                async portion =>
                {
                    await (_pacer?.WaitAsync(portion.Length, stop.Token) ?? Task.CompletedTask);
                    stop.Token.ThrowIfCancellationRequested();
                    await SendPortionAsync(portion);
                    // Where nothing is taken, or the audit log cannot be written, the others need not try.
                    if (Obstacle is not null)
                    {
                        await stop.CancelAsync();
                    }
                });
        }
        catch (OperationCanceledException) when (Obstacle is not null && !cancellationToken.IsCancellationRequested)
        {
            // Ours: the obstacle is told.
        }
    }

    private async Task SendPortionAsync(IReadOnlyList<PlannedRedrive> portion)
    {
        var sends = await target.SendAsync([.. portion.Select(static entry => entry.Message!)]);
        var results = portion.Zip(sends, static (entry, send) => send.IsSent
            ? new RedriveResult(entry, RedriveOutcome.Sent, send.MessageId)
            : new RedriveResult(entry, RedriveOutcome.NotSent, Cause: send.Cause)).ToLookup(static result => result.Outcome);
        var sent = results[RedriveOutcome.Sent].ToList();
        follow?.Expect(sent);
        // What is not noted is not deleted: it is in both places, and counted so.
        var notDeleted = await AppendAsync(sent)
            ? await hold.DeleteAsync([.. sent.Select(static result => result.Entry.Letter)])
            : sent.ToDictionary(static result => result.Entry.Letter.Id, static _ => AuditLog.NotWritten);
        var twice = sent
            .Where(result => notDeleted.ContainsKey(result.Entry.Letter.Id))
            .Select(result => result with { Outcome = RedriveOutcome.InBothPlaces, Cause = notDeleted[result.Entry.Letter.Id] })
            .ToList();
        await AppendAsync(twice);
        tally.Note([.. sent.Where(result => !notDeleted.ContainsKey(result.Entry.Letter.Id)), .. twice]);

        var notSent = results[RedriveOutcome.NotSent].ToList();
        await StayAsync(notSent);
        // Not one was taken, and not because of what the messages are: so it would be with the next ones.
        if (sent.Count == 0 && notSent.TrueForAll(static result => result.Cause is not (QueueSender.TooLong or "InvalidMessageContents")))
        {
            Obstacle ??= $"{plan.Target} takes nothing for now ({notSent[0].Cause})";
        }
    }

    private async Task<bool> AppendAsync(IEnumerable<RedriveResult> results)
    {
        var isWritten = await audit.TryAppendAsync(results.Select(result => result.ToAuditLine(_lines, plan.Target)));
        Obstacle ??= audit.Problem;
        return isWritten;
    }

    // What comes behind a message of its group that stays would overtake it.
    private bool IsBlocked(PlannedRedrive entry)
    {
        if (!plan.Role.IsFifo || !_blockedGroups.ContainsKey(GroupOf(entry)))
        {
            return false;
        }

        tally.Note([new RedriveResult(entry, RedriveOutcome.NotSent, Cause: "BehindAnother")]);
        return true;
    }

    private static string GroupOf(PlannedRedrive entry) => entry.Letter.Message.GroupId ?? "";
}

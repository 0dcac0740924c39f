using System.Collections.Concurrent;
using Orders.Operations.Audit;
using Orders.Operations.Terminal;
using Orders.Queues;
using Orders.Resilience;

namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>Sends messages in concurrent portions: each is sent, logged to the audit log, and only then deleted.</summary>
/// <param name="plan">The plan.</param>
/// <param name="hold">Deletes messages.</param>
/// <param name="target">Sends messages.</param>
/// <param name="audit">The audit log, written to disk before anything is deleted.</param>
/// <param name="tally">Receives the result of each message.</param>
/// <param name="follow">Receives the sent messages; null if they are not followed.</param>
/// <param name="time">The clock.</param>
internal sealed class Sending(
    RedrivePlan plan, LetterHold hold, RedriveTarget target, AuditLog audit, Tally tally, Follow? follow, TimeProvider time)
{
    private readonly AuditLines _lines = new(AuditActions.Redrive, plan.Role.Name, plan.Options.By, plan.Options.At, time);
    private readonly ConcurrentDictionary<string, bool> _blockedGroups = new(StringComparer.Ordinal);
    private readonly Pacer? _pacer = plan.Options.PerSecond is { } rate ? new Pacer(rate, time) : null;

    /// <summary>Why nothing more can be sent for now, as a sentence; null if it can.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>Sends messages; on a FIFO queue those of a group one after the other.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; portions in progress were completed.</exception>
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

    /// <summary>Records messages that stay on their queue.</summary>
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
                    var held = await HeldAsync(portion);
                    if (_pacer is not null && held.Count > 0)
                    {
                        await _pacer.WaitAsync(held.Count, stop.Token);
                        held = await HeldAsync(held);
                    }

                    stop.Token.ThrowIfCancellationRequested();
                    await SendPortionAsync(held);
                    // If the target accepts nothing, or the audit log cannot be written, the other portions are not tried.
                    if (Obstacle is not null)
                    {
                        await stop.CancelAsync();
                    }
                });
        }
        catch (OperationCanceledException) when (Obstacle is not null && !cancellationToken.IsCancellationRequested)
        {
            // Cancelled by this class: the obstacle is reported.
        }
    }

    // A message that became visible may be another operator's: sent again, it would be there twice.
    private async Task<IReadOnlyList<PlannedRedrive>> HeldAsync(IReadOnlyList<PlannedRedrive> entries)
    {
        var held = entries.ToLookup(entry => hold.IsHeld(entry.Letter));
        if (held[false].Any())
        {
            await StayAsync([.. held[false].Select(static entry => new RedriveResult(entry, RedriveOutcome.NotSent, Cause: LetterHold.Expired))]);
        }

        return [.. held[true]];
    }

    private async Task SendPortionAsync(IReadOnlyList<PlannedRedrive> portion)
    {
        if (portion.Count == 0)
        {
            return;
        }

        var sends = await target.SendAsync([.. portion.Select(static entry => entry.Message!)]);
        var results = portion.Zip(sends, static (entry, send) => send.IsSent
            ? new RedriveResult(entry, RedriveOutcome.Sent, send.MessageId)
            : new RedriveResult(entry, send.MayBeSent ? RedriveOutcome.MayBeSent : RedriveOutcome.NotSent, Cause: send.Cause)).ToLookup(static result => result.Outcome);
        var sent = results[RedriveOutcome.Sent].ToList();
        follow?.Expect(sent);
        // A message that is not logged is not deleted: it is in both places, and counted as that.
        var notDeleted = await AppendAsync(sent)
            ? await hold.DeleteAsync([.. sent.Select(static result => result.Entry.Letter)])
            : sent.ToDictionary(static result => result.Entry.Letter.Id, static _ => AuditLog.NotWritten);
        var twice = sent
            .Where(result => notDeleted.ContainsKey(result.Entry.Letter.Id))
            .Select(result => result with { Outcome = RedriveOutcome.InBothPlaces, Cause = notDeleted[result.Entry.Letter.Id] })
            .ToList();
        await AppendAsync(twice);
        tally.Note([.. sent.Where(result => !notDeleted.ContainsKey(result.Entry.Letter.Id)), .. twice]);

        List<RedriveResult> notSent = [.. results[RedriveOutcome.NotSent], .. results[RedriveOutcome.MayBeSent]];
        await StayAsync(notSent);
        // None was accepted, for a cause that is not the messages' own: the next ones would fail the same way.
        if (sent.Count == 0 && notSent.TrueForAll(static result => result.Cause is not (QueueSender.TooLong or "InvalidMessageContents")))
        {
            Obstacle ??= results[RedriveOutcome.MayBeSent].Any() ? $"{plan.Target} does not answer ({notSent[0].Cause})" : $"{plan.Target} accepts no messages now ({notSent[0].Cause})";
        }
    }

    private async Task<bool> AppendAsync(IEnumerable<RedriveResult> results)
    {
        var isWritten = await audit.TryAppendAsync(results.Select(result => result.ToAuditLine(_lines, plan.Target)));
        Obstacle ??= audit.Problem;
        return isWritten;
    }

    // A message behind one of its group that stays would overtake it.
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

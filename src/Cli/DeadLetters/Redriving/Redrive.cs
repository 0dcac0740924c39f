using System.Collections.Concurrent;
using Orders.Cli.DeadLetters.Auditing;
using Orders.Cli.DeadLetters.Following;
using Orders.Queues;
using Orders.Resilience;

namespace Orders.Cli.DeadLetters.Redriving;

/// <summary>
/// Carries out one plan. A message is sent, its result looked at and noted in the audit log, and only then deleted; so wherever this
/// ends, each message is at its target, still dead, or both, and never nowhere.
/// </summary>
/// <param name="plan">What is done.</param>
/// <param name="hold">Has the messages hidden, and deletes them.</param>
/// <param name="target">Where they go.</param>
/// <param name="audit">Is on the disk before anything is deleted.</param>
/// <param name="time">The clock.</param>
/// <param name="follow">Sees what becomes of what was sent; a ramp needs it.</param>
internal sealed class Redrive(RedrivePlan plan, LetterHold hold, RedriveTarget target, AuditLog audit, TimeProvider time, Follow? follow = null)
{
    private readonly ConcurrentDictionary<string, RedriveResult> _results = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _blockedGroups = new(StringComparer.Ordinal);
    private readonly Pacer? _pacer = plan.Options.PerSecond is { } rate ? new Pacer(rate, time) : null;
    private readonly Lock _gate = new();
    private Action<RedriveProgress> _say = static _ => { };
    private RedriveProgress _progress;
    private string? _stop;

    /// <summary>Sends all that the plan has, and follows it where that was asked for. To be called once.</summary>
    /// <param name="progress">Is told how far it is, after each portion; never twice at once.</param>
    /// <param name="followFor">How long to follow what was sent, at its end; null does not wait.</param>
    /// <param name="cancellationToken">Ends it after the portions that are under way; that is a report, not an exception.</param>
    /// <exception cref="CommandException">The audit log cannot be written.</exception>
    public async Task<RedriveReport> RunAsync(Action<RedriveProgress> progress, TimeSpan? followFor, CancellationToken cancellationToken)
    {
        _say = progress;
        _progress = new RedriveProgress(plan.Entries.Count, 0, 0, 0);
        var isInterrupted = false;
        try
        {
            await RefuseAsync();
            await SendAllAsync(cancellationToken);
            if (follow is not null && followFor is { } limit && _stop is null)
            {
                await WatchAsync(limit, stopAtDead: false, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            isInterrupted = true;
        }

        return new RedriveReport(plan, [.. plan.Entries.Select(entry => _results.GetValueOrDefault(entry.Letter.Id, new RedriveResult(entry, RedriveOutcome.Left)))])
        {
            StoppedBecause = _stop,
            IsInterrupted = isInterrupted,
            Followed = follow?.Letters ?? [],
        };
    }

    private async Task RefuseAsync()
    {
        var refused = plan.Refused.Select(static entry => new RedriveResult(entry, RedriveOutcome.Refused, Cause: entry.Refusal)).ToList();
        Note(refused);
        await audit.AppendAsync(refused.Select(result => result.ToAuditLine(plan, time.GetUtcNow())));
    }

    private async Task SendAllAsync(CancellationToken cancellationToken)
    {
        var ready = plan.Ready.ToList();
        var left = ready.Count;
        foreach (var step in plan.Options.RampWait is null ? [ready] : Steps.Ramp(ready))
        {
            if (follow is not null)
            {
                await follow.PrepareAsync(step, cancellationToken);
            }

            foreach (var wave in Steps.Waves(step, plan.Role.IsFifo))
            {
                await SendAsync(wave, cancellationToken);
                if (_stop is not null)
                {
                    return;
                }
            }

            left -= step.Count;
            if (plan.Options.RampWait is { } wait && left > 0)
            {
                await WatchAsync(wait, stopAtDead: true, cancellationToken);
                if (_stop is not null)
                {
                    return;
                }
            }
        }
    }

    private async Task SendAsync(IReadOnlyList<PlannedRedrive> wave, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var portions = wave.Where(entry => !IsBlocked(entry)).Chunk(_pacer?.PortionSize ?? SqsLimits.EntriesPerRequest);
            await SideBySide.ForEachAsync(portions, LetterQueue.SideBySideCalls, async portion =>
            {
                await (_pacer?.WaitAsync(portion.Length, stop.Token) ?? Task.CompletedTask);
                stop.Token.ThrowIfCancellationRequested();
                try
                {
                    await SendPortionAsync(portion);
                }
                finally
                {
                    // Where nothing can be sent, or the audit log not be written, the others need not try.
                    if (_stop is not null || portion.Any(entry => !_results.ContainsKey(entry.Letter.Id)))
                    {
                        await stop.CancelAsync();
                    }
                }
            });
        }
        catch (OperationCanceledException) when (_stop is not null && !cancellationToken.IsCancellationRequested)
        {
            // The report says why.
        }
    }

    private async Task SendPortionAsync(IReadOnlyList<PlannedRedrive> portion)
    {
        var sends = await target.SendAsync([.. portion.Select(static entry => entry.Message!)]);
        var results = portion.Zip(sends, static (entry, send) => send.IsSent
            ? new RedriveResult(entry, RedriveOutcome.Sent, send.MessageId)
            : new RedriveResult(entry, RedriveOutcome.NotSent, Cause: send.Cause)).ToList();
        await audit.AppendAsync(results.Select(result => result.ToAuditLine(plan, time.GetUtcNow())));

        var sent = results.FindAll(static result => result.Outcome == RedriveOutcome.Sent);
        follow?.Expect(sent);
        var notDeleted = await hold.DeleteAsync([.. sent.Select(static result => result.Entry.Letter)]);
        var twice = sent
            .Where(result => notDeleted.ContainsKey(result.Entry.Letter.Id))
            .Select(result => result with { Outcome = RedriveOutcome.InBothPlaces, Cause = notDeleted[result.Entry.Letter.Id] })
            .ToList();
        Note(results);
        Note(twice);
        await audit.AppendAsync(twice.Select(result => result.ToAuditLine(plan, time.GetUtcNow())));
        Report(sent.Count, results.Count - sent.Count + twice.Count);
        StopIfNothingIsTaken(results);
    }

    private void Note(IEnumerable<RedriveResult> results)
    {
        foreach (var result in results)
        {
            _results[result.Entry.Letter.Id] = result;
            if (plan.Role.IsFifo && result.Outcome is RedriveOutcome.Refused or RedriveOutcome.NotSent)
            {
                _blockedGroups[result.Entry.Letter.Message.GroupId ?? ""] = true;
            }
        }
    }

    // What comes behind a message of its group that stays would overtake it.
    private bool IsBlocked(PlannedRedrive entry)
    {
        if (!plan.Role.IsFifo || !_blockedGroups.ContainsKey(entry.Letter.Message.GroupId ?? ""))
        {
            return false;
        }

        Note([new RedriveResult(entry, RedriveOutcome.NotSent, Cause: "BehindAnother")]);
        return true;
    }

    // Not one of a portion was taken, and not because of what the messages are: so it would be with the next ones.
    private void StopIfNothingIsTaken(List<RedriveResult> results)
    {
        if (results.TrueForAll(static result => result is { Outcome: RedriveOutcome.NotSent, Cause: not (QueueSender.TooLong or "InvalidMessageContents" or "InvalidParameterValue") }))
        {
            _stop ??= $"{plan.Target} takes nothing for now ({results[0].Cause})";
        }
    }

    private async Task WatchAsync(TimeSpan limit, bool stopAtDead, CancellationToken cancellationToken)
    {
        await follow!.WaitAsync(limit, stopAtDead, awaited => Say(_progress with { IsWatching = true, Awaited = awaited }), cancellationToken);
        Say(_progress with { IsWatching = false, Awaited = 0 });
        if (stopAtDead && follow.Letters.FirstOrDefault(static letter => letter.Ending == Ending.DeadAgain) is { } dead)
        {
            _stop = $"message {dead.Sent.Entry.Letter.Id} came back dead: {dead.Reason!.Code}{(dead.Reason.Rule.Length > 0 ? $", {dead.Reason.Rule}" : "")}";
        }
    }

    private void Report(int sent, int failed)
    {
        lock (_gate)
        {
            Say(_progress with { Sent = _progress.Sent + sent, Failed = _progress.Failed + failed });
        }
    }

    private void Say(RedriveProgress progress)
    {
        lock (_gate)
        {
            _progress = progress;
            _say(progress);
        }
    }
}

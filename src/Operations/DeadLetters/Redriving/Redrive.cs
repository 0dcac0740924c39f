using Orders.Operations.Audit;
using Orders.Resilience;

namespace Orders.Operations.DeadLetters.Redriving;

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
    private string? _stop;

    /// <summary>Gives the entries that could be seen only after those before them were gone, as on a FIFO queue; none where there are no more.</summary>
    public Func<CancellationToken, Task<IReadOnlyList<PlannedRedrive>>>? More { get; init; }

    /// <summary>Sends all that the plan has, and follows it where that was asked for. To be called once.</summary>
    /// <param name="progress">Is told how far it is, after each portion; never twice at once.</param>
    /// <param name="followFor">How long to follow what was sent, at its end; null does not wait.</param>
    /// <param name="cancellationToken">Ends it after the portions that are under way; that is a report, not an exception.</param>
    public async Task<RedriveReport> RunAsync(Action<RedriveProgress> progress, TimeSpan? followFor, CancellationToken cancellationToken)
    {
        var tally = new Tally(progress);
        var isInterrupted = false;
        try
        {
            await SendAsync(tally, cancellationToken);
            if (followFor is { } limit && _stop is null)
            {
                await WatchAsync(tally, limit, stopAtDead: false, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            isInterrupted = true;
        }
        catch (Exception exception) when (CallFailure.Is(exception))
        {
            // What was sent by then is to be told in any case.
            _stop = $"AWS could not be called ({CallFailure.Name(exception)})";
        }

        return new RedriveReport(plan with { Entries = tally.Entries }, tally.Results)
        {
            StoppedBecause = _stop,
            IsInterrupted = isInterrupted,
            // Without waiting at the end, what a ramp saw is told only where it is bad news.
            Followed = [.. (follow?.Letters ?? []).Where(letter => followFor is not null || letter.Ending == Ending.DeadAgain)],
        };
    }

    private async Task SendAsync(Tally tally, CancellationToken cancellationToken)
    {
        var sending = new Sending(plan, hold, target, audit, tally, follow, time);
        for (var entries = plan.Entries; entries.Count > 0 && _stop is null;)
        {
            var before = tally.Progress.Sent;
            tally.Add(entries);
            await sending.StayAsync([.. entries
                .Where(static entry => !entry.IsReady)
                .Select(static entry => new RedriveResult(entry, RedriveOutcome.Refused, Cause: entry.Refusal))]);
            await SendAsync([.. entries.Where(static entry => entry.IsReady)], sending, tally, cancellationToken);
            // Where nothing has gone, nothing new can be seen.
            entries = More is null || tally.Progress.Sent == before ? [] : await More(cancellationToken);
        }
    }

    private async Task SendAsync(IReadOnlyList<PlannedRedrive> ready, Sending sending, Tally tally, CancellationToken cancellationToken)
    {
        var left = ready.Count;
        foreach (var step in plan.Options.RampWait is null ? [ready] : Ramp.Steps(ready, tally.Progress.Sent))
        {
            await (follow?.PrepareAsync(step, cancellationToken) ?? Task.CompletedTask);
            await sending.SendAsync(step, cancellationToken);
            _stop = sending.Obstacle;
            left -= step.Count;
            if (_stop is null && plan.Options.RampWait is { } wait && (left > 0 || More is not null))
            {
                await WatchAsync(tally, wait, stopAtDead: true, cancellationToken);
            }

            if (_stop is not null)
            {
                return;
            }
        }
    }

    private async Task WatchAsync(Tally tally, TimeSpan limit, bool stopAtDead, CancellationToken cancellationToken)
    {
        if (follow is null)
        {
            throw new InvalidOperationException("To ramp or to wait, a follow is needed.");
        }

        await follow.WaitAsync(limit, stopAtDead, awaited => tally.Await(awaited), cancellationToken);
        tally.Await(null);
        if (stopAtDead && follow.Letters.FirstOrDefault(static letter => letter.Ending == Ending.DeadAgain) is { Reason: { } reason } dead)
        {
            _stop = $"message {dead.Sent.Entry.Letter.Id} came back dead: {reason.Code}{(reason.Rule.Length > 0 ? $", {reason.Rule}" : "")}";
        }
    }
}

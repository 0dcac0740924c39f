using Orders.Operations.Audit;
using Orders.Operations.Terminal;
using Orders.Resilience;

namespace Orders.Operations.DeadLetters.Redriving;

/// <summary>
/// Carries out one plan. Each message is sent, its result logged to the audit log, and only then is the dead letter deleted. So wherever
/// this stops, each message is at its target, on the dead-letter queue, or on both, and never lost.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="hold">Keeps the messages hidden, and deletes them.</param>
/// <param name="target">The queue that they are sent to.</param>
/// <param name="audit">The audit log, written to disk before anything is deleted.</param>
/// <param name="time">The clock.</param>
/// <param name="follow">Follows the sent messages; a ramp needs it.</param>
internal sealed class Redrive(RedrivePlan plan, LetterHold hold, RedriveTarget target, AuditLog audit, TimeProvider time, Follow? follow = null)
{
    private string? _stop;
    // Else only the message that was dead-lettered again and stopped a ramp.
    private bool _endingsAreReported;

    /// <summary>Selects the next messages, if the plan has only the first ones of the queue: those of one window, or on a FIFO queue those that SQS
    /// returns before others were deleted. A selection without a message ends the redrive.</summary>
    public Func<CancellationToken, Task<Selection>>? More { get; init; }

    /// <summary>Sends the plan's messages, and follows them if requested: meanwhile no other message is hidden. Call it once.</summary>
    /// <param name="progress">Receives the progress after each portion; never called concurrently.</param>
    /// <param name="followFor">How long to follow the sent messages at the end; null does not wait.</param>
    /// <param name="cancellationToken">Stops after the portions in progress; the result is a report, not an exception.</param>
    public async Task<RedriveReport> RunAsync(Action<RedriveProgress> progress, TimeSpan? followFor, CancellationToken cancellationToken)
    {
        var tally = new Tally(progress);
        var isInterrupted = false;
        _endingsAreReported = followFor is not null;
        try
        {
            await SendAsync(tally, cancellationToken);
            if (followFor is { } limit && _stop is null)
            {
                await hold.ReleaseAllButAsync([]);
                await FollowNeeded.WaitAsync(limit, stopAtDead: false, awaited => tally.Await(awaited), cancellationToken);
                tally.Await(null);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            isInterrupted = true;
            // Else nobody would look at them again.
            _endingsAreReported |= follow?.Overdue > 0;
        }
        catch (Exception exception) when (CallFailure.Is(exception))
        {
            // Messages sent so far are reported in any case.
            _stop = $"AWS could not be called ({CallFailure.Name(exception)})";
        }

        return new RedriveReport(plan with { Entries = tally.Entries }, tally.Results)
        {
            StoppedBecause = _stop,
            IsInterrupted = isInterrupted,
            MayHaveMore = More is not null && (isInterrupted || _stop is not null),
            Followed = [.. (follow?.Letters ?? []).Where(letter => _endingsAreReported || letter.Ending == Ending.DeadAgain)],
        };
    }

    private async Task SendAsync(Tally tally, CancellationToken cancellationToken)
    {
        var sending = new Sending(plan, hold, target, audit, tally, follow, time);
        var entries = plan.Entries;
        while (true)
        {
            tally.Add(entries);
            await sending.StayAsync([.. entries
                .Where(static entry => !entry.IsReady)
                .Select(static entry => new RedriveResult(entry, RedriveOutcome.Refused, Cause: entry.Refusal))]);
            await SendAsync([.. entries.Where(static entry => entry.IsReady)], sending, tally, cancellationToken);
            if (More is null || _stop is not null || await More(cancellationToken) is not { Letters.Count: > 0 } selection)
            {
                return;
            }

            // A message of this redrive that returned is held here, where the follow cannot receive it.
            foreach (var letter in selection.Later.Concat(selection.Letters))
            {
                follow?.See(letter);
            }

            entries = RedrivePlan.Of(selection.Letters, plan.Role, plan.Options).Entries;
        }
    }

    private async Task SendAsync(IReadOnlyList<PlannedRedrive> ready, Sending sending, Tally tally, CancellationToken cancellationToken)
    {
        var left = ready.Count;
        foreach (var step in plan.Options.RampWait is null ? [ready] : Ramp.Steps(ready, tally.Progress.Sent))
        {
            if (_endingsAreReported)
            {
                await FollowNeeded.PrepareAsync(step, cancellationToken);
            }

            await sending.SendAsync(step, cancellationToken);
            _stop = sending.Obstacle;
            left -= step.Count;
            if (_stop is null && plan.Options.RampWait is { } wait && (left > 0 || More is not null))
            {
                await WaitForStepAsync(tally, wait, cancellationToken);
            }

            if (_stop is not null)
            {
                return;
            }
        }
    }

    private Follow FollowNeeded => follow ?? throw new InvalidOperationException("To ramp or to wait, a follow is needed.");

    private async Task WaitForStepAsync(Tally tally, TimeSpan limit, CancellationToken cancellationToken)
    {
        await FollowNeeded.WaitAsync(limit, stopAtDead: true, awaited => tally.Await(awaited), cancellationToken);
        tally.Await(null);
        if (FollowNeeded.Letters.FirstOrDefault(static letter => letter.Ending == Ending.DeadAgain) is { Reason: { } reason } dead)
        {
            _stop = $"message {dead.Sent.Entry.Letter.Id} was dead-lettered again: {reason.Code}{(reason.Rule.Length > 0 ? $", {reason.Rule}" : "")}";
        }
        else if (FollowNeeded.Overdue is > 0 and var overdue)
        {
            _endingsAreReported = true;
            _stop = $"{Counted.Of(overdue, "message of this step was", "messages of this step were")} not processed within {Age.Describe(limit)}: {plan.Target} still retries {(overdue == 1 ? "it" : "them")}. Redrive the rest when ./orders status reports no problem";
        }
    }
}

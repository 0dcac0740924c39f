using Orders.Operations.Audit;
using Orders.Operations.Failures;
using Orders.Operations.Settings;
using Orders.Resilience;

namespace Orders.Operations.Pausing;

/// <summary>
/// Pauses or resumes a function by its event source mappings. A paused function uses up no receive of a message and no retry of a record: they wait
/// on the queue or in the stream.
/// </summary>
/// <param name="mappings">The mappings.</param>
/// <param name="function">The function's name.</param>
/// <param name="isPause">Whether to pause, and not to resume.</param>
/// <param name="time">The clock.</param>
internal sealed class Pause(FunctionMappings mappings, string function, bool isPause, TimeProvider time)
{
    private static readonly TimeSpan BetweenReads = TimeSpan.FromSeconds(1);

    /// <summary>Returns what is to be done.</summary>
    /// <exception cref="CommandException">The function has no mapping.</exception>
    public async Task<PauseReport> PlanAsync(PipelineSettings settings, CancellationToken cancellationToken)
    {
        var found = await mappings.OfAsync(function, cancellationToken);
        return found.Count > 0
            ? new PauseReport(function, isPause, found, RetentionOf(settings), time.GetUtcNow())
            : throw new CommandException($"{function} has no event source mapping in this account and region: check --region, --prefix and --endpoint.");
    }

    /// <summary>Changes the mappings between two lines of the audit log, and waits until Lambda has done it.</summary>
    /// <param name="plan">What is to be done.</param>
    /// <param name="log">The audit log. If its first line cannot be written, nothing is changed.</param>
    /// <param name="by">The operator.</param>
    /// <param name="limit">How long to wait for Lambda.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public async Task<PauseReport> RunAsync(PauseReport plan, AuditLog log, string by, TimeSpan limit, CancellationToken cancellationToken)
    {
        var (start, begin) = (time.GetUtcNow(), time.GetTimestamp());
        var line = new AuditLines(isPause ? AuditActions.Pause : AuditActions.Resume, function, by, start, time).Of(messageId: "", AuditResults.Begun);
        await log.AppendAsync([line]);
        try
        {
            foreach (var mapping in plan.ToChange)
            {
                await mappings.SetAsync(mapping, isEnabled: !isPause, cancellationToken);
            }
        }
        catch (Exception exception) when (Failure.Of(exception) is not null)
        {
            await log.TryAppendAsync([line with { At = time.GetUtcNow(), Result = AuditResults.NotChanged, Cause = Failure.Of(exception)!.Value.Message }]);
            throw;
        }

        await log.TryAppendAsync([line with { At = time.GetUtcNow(), Result = AuditResults.Changed }]);
        var report = plan with { IsChanged = true };
        try
        {
            do
            {
                report = report with { Mappings = await mappings.OfAsync(function, cancellationToken) };
                if (report.IsDone)
                {
                    break;
                }

                await Task.Delay(BetweenReads, time, cancellationToken);
            }
            while (time.GetElapsedTime(begin) < limit);
        }
        catch (Exception exception) when (CallFailure.Is(exception))
        {
            // The change was made, whether or not its end was seen.
        }

        return report;
    }

    // A stream keeps its records for 24 hours (DynamoDB Developer Guide, "Change data capture for DynamoDB Streams").
    private TimeSpan RetentionOf(PipelineSettings settings) =>
        function == settings.Notifier.Name ? TimeSpan.FromHours(24) : TimeSpan.FromSeconds(settings.OrdersQueue.MessageRetentionSeconds);
}

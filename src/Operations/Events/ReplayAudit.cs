using Orders.Model;
using Orders.Operations.Audit;
using Orders.Operations.DeadLetters;
using Orders.Operations.Failures;

namespace Orders.Operations.Events;

/// <summary>Logs a replay to the audit log: before its first event, and again with its result.</summary>
/// <param name="log">The log.</param>
/// <param name="by">The operator.</param>
/// <param name="start">When the replay started, which identifies it.</param>
/// <param name="time">The clock.</param>
internal sealed class ReplayAudit(AuditLog log, string by, DateTimeOffset start, TimeProvider time)
{
    /// <summary>Replays between two audit lines. If the first cannot be written, nothing is sent.</summary>
    /// <param name="queues">The names of the consumers' queues.</param>
    /// <param name="subject">The events that are replayed.</param>
    /// <param name="replay">Sends the events.</param>
    public async Task<IReplayReport> NoteAsync(IEnumerable<string> queues, string subject, Func<Task<IReplayReport>> replay)
    {
        var line = LinesOn(string.Join(' ', queues)).Of(messageId: "", AuditResults.Begun) with { Subject = subject };
        await log.AppendAsync([line]);
        IReplayReport report;
        try
        {
            report = await replay();
        }
        // An interruption before the first event.
        catch (Exception exception) when (Failure.Of(exception) is not null)
        {
            await log.TryAppendAsync([line with { At = time.GetUtcNow(), Result = AuditResults.NotSent, Cause = Failure.Of(exception)!.Value.Message ?? ReplayReport.Interrupted }]);
            throw;
        }

        await log.TryAppendAsync([line with
        {
            At = time.GetUtcNow(),
            Result = report.Sent > 0 ? AuditResults.Sent : report.MayBeSent > 0 ? AuditResults.MayBeSent : AuditResults.NotSent,
            Count = report.Sent,
            Cause = report.StopCause ?? (report.Sent == 0 ? "NothingToSend" : null),
        }]);
        return report;
    }

    /// <summary>Logs letters whose events were all accepted.</summary>
    /// <param name="queue">The name of the letters' queue.</param>
    /// <param name="letters">The letters.</param>
    /// <returns>Whether the lines are on the disk, so that the letters may be deleted.</returns>
    public Task<bool> NoteAsync(string queue, IEnumerable<Letter> letters) =>
        log.TryAppendAsync([.. letters.Select(letter => LinesOn(queue).Of(letter.Id, AuditResults.Sent) with { Code = letter.Reason.Code, Original = letter })]);

    /// <summary>Logs an object of the bucket of failed records whose events were all accepted, by its name: the events are on the consumers' queues.</summary>
    /// <param name="bucket">The bucket's name.</param>
    /// <param name="batch">The object's events.</param>
    /// <returns>Whether the line is on the disk, so that the object may be deleted.</returns>
    public Task<bool> NoteAsync(string bucket, ReplayBatch batch) =>
        log.TryAppendAsync([LinesOn(bucket).Of(batch.Object!, AuditResults.Sent) with { Count = batch.Events.Count }]);

    private AuditLines LinesOn(string queue) => new(AuditActions.Replay, queue, by, Timestamp.ToMilliseconds(start), time);
}

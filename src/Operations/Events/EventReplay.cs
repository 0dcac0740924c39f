using Orders.Operations.Pipeline;
using Orders.Operations.Terminal;

namespace Orders.Operations.Events;

/// <summary>Replays selected events, for the command and the console.</summary>
internal static class EventReplay
{
    /// <summary>Returns the report of a replay that was interrupted before its first event.</summary>
    public static IReplayReport NothingDone(ReplaySelection selection, bool isDryRun) => selection.IsQuarantined
        ? new QuarantineReport(isDryRun) { Problems = [ReplayReport.Interrupted] }
        : new ReplayReport("", isDryRun, []) { EndedBy = ReplayReport.Interrupted };

    /// <summary>Replays, or only looks what would be sent.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="selection">The events.</param>
    /// <param name="audit">The audit log; null for a dry run.</param>
    /// <param name="start">When the replay started, which identifies it.</param>
    /// <param name="say">Receives the progress.</param>
    /// <param name="cancellationToken">Stops the replay.</param>
    public static Task<IReplayReport> RunAsync(
        OpenPipeline pipeline, ReplaySelection selection, ReplayAudit? audit, DateTimeOffset start, Action<string> say, CancellationToken cancellationToken)
    {
        var consumers = pipeline.Consumers(selection.Consumer);
        var queues = ConsumerQueues.Of(pipeline, cancellationToken);
        var replayer = new Replayer(pipeline.Sender, consumers, pipeline.Settings.EventSource, start)
        {
            IsDryRun = audit is null,
            Pacer = selection.PerSecond is { } perSecond ? new Pacer(perSecond, TimeProvider.System) : null,
            Queues = queues,
        };
        var quarantine = new QuarantineReplay(pipeline.Sender, consumers) { IsDryRun = replayer.IsDryRun, Pacer = replayer.Pacer, Queues = queues };
        var run = new ReplayRun(pipeline, replayer) { MayDelete = consumers.Count == pipeline.Settings.Consumers.Count, Audit = audit };
        return audit?.NoteAsync(consumers.Select(static one => one.QueueUrl), $"{selection}", ReplayAsync) ?? ReplayAsync();

        async Task<IReplayReport> ReplayAsync() => selection switch
        {
            { IsQuarantined: true } => await run.QuarantinedAsync(quarantine, start, say, cancellationToken),
            { IsOnFailure: true } => await run.OnFailureAsync(start, say, cancellationToken),
            { Span: var (since, until) } => await run.OfSpanAsync(since, until, selection.ScanRate, say, cancellationToken),
            _ => await run.OfOrderAsync(selection.Order!.Value, selection.Version, say, cancellationToken),
        };
    }
}

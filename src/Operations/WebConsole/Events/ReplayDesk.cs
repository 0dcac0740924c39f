using Orders.Operations.DeadLetters;
using Orders.Operations.Events;
using Orders.Operations.Pipeline;
using Orders.Operations.WebConsole.Deployments;
using Orders.Operations.WebConsole.Letters;
using Orders.Operations.WebConsole.Moving;

namespace Orders.Operations.WebConsole.Events;

/// <summary>Replays events as <c>events replay</c> does. No page reads the events' dead letters meanwhile, because a letter that another reader
/// hides stops a replay.</summary>
internal sealed class ReplayDesk(ConsoleDeployment deployment, LetterDesk letters, TimeProvider time)
{
    private QueueRole Queue => deployment.Queue(QueueName);

    /// <summary>The name of the events' dead-letter queue in requests.</summary>
    public string QueueName => deployment.Settings.OrderEventsDlq.Name;

    /// <summary>Returns what would be sent.</summary>
    public Task<IReplayReport> PlanAsync(ReplaySelection selection, CancellationToken cancellationToken) =>
        letters.LookAloneAsync(Queue, () => RunAsync(selection, audit: null, time.GetUtcNow(), cancellationToken), cancellationToken);

    /// <summary>Sends the events.</summary>
    public Task<Job> RunAsync(ReplaySelection selection, Job job, CancellationToken cancellationToken) => letters.AloneAsync(
        Queue,
        async () =>
        {
            var log = await deployment.OpenAuditAsync();
            var start = time.GetUtcNow();
            var report = await RunAsync(selection, new ReplayAudit(log, deployment.Operator, start, time), start, cancellationToken);
            return job with
            {
                Done = report.Sent,
                Total = report.Sent,
                State = log.Problem is null && report.IsWell ? JobState.Done : JobState.Failed,
                Message = log.Problem ?? report.StopCause ?? (report is { IsWell: false, Problems: [var problem, ..] } ? problem : report.IsWell ? null : "There was no event to send."),
            };
        },
        cancellationToken);

    private async Task<IReplayReport> RunAsync(ReplaySelection selection, ReplayAudit? audit, DateTimeOffset start, CancellationToken cancellationToken)
    {
        using var pipeline = new OpenPipeline(deployment.Connection, deployment.Settings, deployment.Prefix);
        return await EventReplay.RunAsync(pipeline, selection, audit, start, static _ => { }, cancellationToken);
    }
}

using Microsoft.AspNetCore.Http;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Discarding;
using Orders.Operations.Terminal;
using Orders.Operations.WebConsole.Deployments;
using Orders.Operations.WebConsole.Http;
using Orders.Operations.WebConsole.Letters;

namespace Orders.Operations.WebConsole.Moving;

/// <summary>Deletes messages permanently as <c>dlq discard</c> does: only if their number matches, and only after the audit log has them.</summary>
internal sealed class Discarder(ConsoleDeployment deployment, LetterDesk desk, TimeProvider time)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>Discards messages.</summary>
    /// <param name="queue">The dead-letter queue.</param>
    /// <param name="request">Selects the messages; its count must match.</param>
    /// <param name="job">The job's first state.</param>
    /// <param name="update">Receives the job's state.</param>
    /// <param name="cancellationToken">Stops after the portions in progress.</param>
    public Task<Job> RunAsync(QueueRole queue, MoveRequest request, Job job, Action<Job> update, CancellationToken cancellationToken) =>
        desk.AloneAsync(queue, () => RunAloneAsync(queue, request, job, update, cancellationToken), cancellationToken);

    /// <summary>Checks that the request has a count.</summary>
    /// <exception cref="RefusedException">The count is missing or not positive.</exception>
    public static MoveRequest Checked(MoveRequest request) => request.Count is > 0
        ? request
        : throw new RefusedException(StatusCodes.Status400BadRequest, "count", "count must be the number of messages to discard");

    private async Task<Job> RunAloneAsync(QueueRole queue, MoveRequest request, Job job, Action<Job> update, CancellationToken cancellationToken)
    {
        await using var open = await OpenQueue.OpenAsync(deployment.Connection, queue, Lease, cancellationToken);
        open.SaysNotes = false;
        var audit = await deployment.OpenAuditAsync();
        var letters = (await open.SelectAsync(request.Filter, static _ => { }, cancellationToken)).Letters;
        update(job = job with { Total = letters.Count });
        if (letters.Count != request.Count)
        {
            return job with { State = JobState.Failed, Message = $"{Counted.Of(letters.Count, "message matches", "messages match")} now, and not {request.Count:N0}: nothing was discarded." };
        }

        var discard = new Discard(open.Hold, audit, queue.Name, deployment.Operator, open.Start, time);
        var left = await discard.RunAsync(letters, gone => update(job = job with { Done = gone }), cancellationToken);
        return job with
        {
            Done = letters.Count - left.Count,
            Failed = cancellationToken.IsCancellationRequested ? 0 : left.Count,
            State = audit.Problem is not null ? JobState.Failed : left.Count == 0 ? JobState.Done : cancellationToken.IsCancellationRequested ? JobState.Stopped : JobState.Failed,
            Message = audit.Problem ?? (left.Count == 0 ? null : $"{Counted.Of(left.Count, "message was not discarded; it is still on the queue", "messages were not discarded; they are still on the queue")}."),
        };
    }
}

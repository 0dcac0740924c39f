using Orders.Operations.Audit;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Editing;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Operations.Orders;
using Orders.Operations.Terminal;
using Orders.Operations.WebConsole.Deployments;
using Orders.Operations.WebConsole.Letters;
using Orders.Queues;

namespace Orders.Operations.WebConsole.Moving;

/// <summary>Redrives messages as <c>dlq redrive</c> does: by the same plan, engine and audit log.</summary>
internal sealed class Redriver(ConsoleDeployment deployment, LetterDesk desk, TimeProvider time)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FollowFor = TimeSpan.FromSeconds(30);

    /// <summary>Returns the plan of a redrive; moves nothing.</summary>
    public Task<RedrivePlan> PlanAsync(QueueRole queue, MoveRequest request, CancellationToken cancellationToken) => desk.LookAloneAsync(
        queue,
        async () =>
        {
            await using var open = await OpenQueue.OpenAsync(deployment.Connection, queue, Lease, cancellationToken);
            open.SaysNotes = false;
            return (await PlanAsync(open, request, body: null, cancellationToken)).Plan;
        },
        cancellationToken);

    /// <summary>Redrives.</summary>
    /// <param name="queue">The dead-letter queue.</param>
    /// <param name="request">Selects the messages.</param>
    /// <param name="body">The edited body of the message; null if unedited.</param>
    /// <param name="job">The job's first state.</param>
    /// <param name="update">Receives the job's state.</param>
    /// <param name="cancellationToken">Stops after the portions in progress.</param>
    public Task<Job> RunAsync(QueueRole queue, MoveRequest request, string? body, Job job, Action<Job> update, CancellationToken cancellationToken) =>
        desk.AloneAsync(queue, () => RunAloneAsync(queue, request, body, job, update, cancellationToken), cancellationToken);

    private async Task<(RedrivePlan Plan, Selection Selection)> PlanAsync(
        OpenQueue open, MoveRequest request, string? body, CancellationToken cancellationToken)
    {
        var selection = await open.SelectAsync(request.Filter, static _ => { }, cancellationToken);
        return (RedrivePlan.Of(selection.Letters, open.Role, new RedriveOptions
        {
            By = deployment.Operator,
            At = open.Start,
            Change = body is null ? request.Edit : new NewBody(body),
            PerSecond = request.Rate,
        }), selection);
    }

    private async Task<Job> RunAloneAsync(
        QueueRole queue, MoveRequest request, string? body, Job job, Action<Job> update, CancellationToken cancellationToken)
    {
        await using var open = await OpenQueue.OpenAsync(deployment.Connection, queue, Lease, cancellationToken);
        open.SaysNotes = false;
        var audit = await deployment.OpenAuditAsync();
        var (plan, selection) = await PlanAsync(open, request, body, cancellationToken);
        update(job = job with { Total = plan.Entries.Count });
        if (plan.Entries.Count == 0)
        {
            return job with { State = JobState.Failed, Message = "None of these messages is visible: they were moved, or another reader hides them for the moment." };
        }

        if (request.HasRamp)
        {
            plan = plan with { Options = plan.Options with { RampWait = await RampWait.ReadAsync(open, plan.Target, cancellationToken) } };
        }

        using var dynamoDb = deployment.Connection.NewDynamoDbClient();
        var rows = queue.IsOrders ? new OrderRows(dynamoDb, open.Pipelines.DynamoDb, deployment.Named.Table.Name, OrderRows.DefaultReadUnits, time) : null;
        var target = new RedriveTarget(
            new QueueSender(open.Sqs, open.Pipelines.Sqs), await open.UrlOfAsync(plan.Target, cancellationToken));
        // Messages that are not orders' have no visible outcome: they are followed only if the ramp needs it.
        var follow = rows is not null || request.HasRamp ? new Follow(open.Letters, rows, time) : null;
        var redrive = new Redrive(plan, open.Hold, target, audit, time, follow)
        {
            // Some messages become visible only after others were deleted.
            More = request.Id is null && (queue.IsFifo || !selection.IsComplete)
                ? token => open.SelectAsync(request.Filter, static _ => { }, token)
                : null,
        };
        var report = await redrive.RunAsync(
            progress => update(job = job with { Total = progress.Total, Done = progress.Sent, Failed = progress.Failed + progress.Refused, Awaited = progress.Awaited }),
            rows is null ? null : FollowFor,
            cancellationToken);
        return Ended(job, report, audit);
    }

    private static Job Ended(Job job, RedriveReport report, AuditLog audit)
    {
        var sent = report.Count(RedriveOutcome.Sent) + report.Count(RedriveOutcome.InBothPlaces);
        return job with
        {
            State = report switch
            {
                _ when audit.Problem is not null => JobState.Failed,
                { IsInterrupted: true } or { StoppedBecause: not null } => JobState.Stopped,
                { IsWell: true } => JobState.Done,
                _ => sent == report.Results.Count && report.Count(Ending.DeadAgain) == 0 ? JobState.Done : JobState.Failed,
            },
            Done = sent,
            Failed = report.Count(RedriveOutcome.NotSent) + report.Count(RedriveOutcome.MayBeSent) + report.Count(RedriveOutcome.Refused),
            Awaited = 0,
            Placed = report.Count(Ending.Placed) + report.Count(Ending.Changed),
            Duplicates = report.Count(Ending.Duplicate),
            Dead = report.Count(Ending.DeadAgain),
            Message = audit.Problem ?? MessageOf(report),
            Order = report.Results is [{ Entry.Content: { Subject: { } order } }] ? order.ToString() : null,
        };
    }

    private static string? MessageOf(RedriveReport report) =>
        report.StoppedBecause
        ?? (report.IsInterrupted ? "Stopped: messages that were not sent are still on the queue." : null)
        ?? report.Results.Select(static result => result.Cause).FirstOrDefault(static cause => cause is not null)
        ?? report.Followed.Select(static letter => letter.Reason?.Rule).FirstOrDefault(static rule => rule is not null)
        ?? (report.Count(Ending.Unresolved) is > 0 and var left ? $"{Counted.Of(left, "message")} sent, outcome unknown." : null);
}

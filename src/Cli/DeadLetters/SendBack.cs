using System.CommandLine;
using Amazon.DynamoDBv2;
using Orders.Cli.Options;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Operations.Failures;
using Orders.Operations.Orders;
using Orders.Operations.Terminal;
using Orders.Queues;

namespace Orders.Cli.DeadLetters;

/// <summary>The part that <c>redrive</c> and <c>edit</c> share: shows the plan, asks, sends and reports.</summary>
internal sealed class SendBack(AwsOptions aws, SendOptions options, AuditOptions audits, ParseResult result, OpenQueue queue)
{
    /// <summary>Returns the JSON of a run that was interrupted before its first message.</summary>
    /// <param name="role">The queue.</param>
    /// <param name="isYes">Whether it would have sent messages without asking.</param>
    public static string NothingDone(QueueRole role, bool isYes)
    {
        var plan = new RedrivePlan(role, role.Target ?? "", new RedriveOptions { By = "", At = default }, []);
        return isYes
            ? new ReportView(new RedriveReport(plan, []) { IsInterrupted = true, MayHaveMore = true }, TimeSpan.Zero).ToJson()
            : new PlanView(plan, Selection.None with { IsComplete = false }, ShowPersonalData: false).ToJson();
    }

    /// <summary>Shows the plan and carries it out if the operator agrees.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="selection">The messages that it was made from.</param>
    /// <param name="more">Selects the messages after those of the plan: <see cref="Redrive.More"/>; null if there are none.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(
        RedrivePlan plan, Selection selection, Func<CancellationToken, Task<Selection>>? more, CancellationToken cancellationToken)
    {
        var followFor = options.FollowFor(result, plan.Role);
        if (!options.IsYes(result))
        {
            if (options.ShowsPersonalData(result))
            {
                await audits.NoteViewAsync(result, plan.Role.Name, Counted.Of(plan.Entries.Count, "message"), plan.Role.Place, cancellationToken);
            }

            Show(new PlanView(plan, selection, options.ShowsPersonalData(result)));
            if (!plan.Ready.Any() || aws.IsJson(result) || !Confirmation.IsPossible)
            {
                Progress.Say("Dry run: nothing was sent. Use --yes to send.");
                return ExitCodes.Success;
            }

            if (!await Confirmation.AskAsync($"Send {Counted.Of(plan.Ready.Count(), "message")} back to {plan.Target}{(plan.Role.Place is { } place ? $" in {place}" : "")}?", cancellationToken))
            {
                Progress.Say("Nothing was sent.");
                return ExitCodes.Success;
            }
        }

        var audit = await audits.OpenAsync(result, plan.Role.Place, cancellationToken);
        var url = await queue.UrlOfAsync(plan.Target, cancellationToken);
        using var dynamoDb = plan.Role.IsOrders ? aws.Connection(result).NewDynamoDbClient() : null;
        var isFollowed = followFor is not null || plan.Options.RampWait is not null;
        var redrive = new Redrive(
            plan, queue.Hold, new RedriveTarget(new QueueSender(queue.Sqs, queue.Pipelines.Sqs), url), audit, TimeProvider.System,
            isFollowed ? new Follow(queue.Letters, Rows(dynamoDb), TimeProvider.System) : null)
        {
            More = more,
        };
        var view = await RunAsync(redrive, more is not null, followFor, cancellationToken);
        if (aws.IsJson(result))
        {
            JsonOutput.WriteLine(view.ToJson(), options.ShowsPersonalData(result));
        }
        else
        {
            view.WriteTo(Console.Out);
        }

        audit.ThrowIfIncomplete();
        return view.Report switch { { IsInterrupted: true } => ExitCodes.Interrupted, { IsWell: true } => ExitCodes.Success, _ => ExitCodes.Failed };
    }

    private static async Task<ReportView> RunAsync(Redrive redrive, bool hasMore, TimeSpan? followFor, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        var took = TimeSpan.Zero;
        var report = await Progress.RunAsync("Sending", say => redrive.RunAsync(
            progress =>
            {
                took = progress.IsWatching ? took : TimeProvider.System.GetElapsedTime(start);
                say(progress.IsWatching
                    ? $"Waiting: {progress.Sent:N0} sent, {progress.Awaited:N0} not seen yet"
                    : $"Sending: {progress.Sent:N0} of {(hasMore ? "at least " : "")}{progress.Total:N0}{(progress.Failed > 0 ? $", {progress.Failed:N0} failed" : "")}");
            },
            followFor,
            cancellationToken));
        return new ReportView(report, took);
    }

    private OrderRows? Rows(IAmazonDynamoDB? dynamoDb) =>
        dynamoDb is null ? null : new OrderRows(dynamoDb, queue.Pipelines.DynamoDb, aws.Prefix(result) + aws.Settings(result).Table.Name, options.ReadUnits(result), TimeProvider.System);

    private void Show(PlanView view)
    {
        if (aws.IsJson(result))
        {
            JsonOutput.WriteLine(view.ToJson(), options.ShowsPersonalData(result));
        }
        else
        {
            view.WriteTo(Console.Out);
        }
    }
}

using Orders.Model;
using Orders.Operations.Audit;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Operations.Pipeline;
using Orders.Queues;
using Orders.Resilience;

namespace Orders.Operations.Orders.Erasing;

/// <summary>Erases the personal data of a person's orders: first from their rows, then from the dead letters about them.</summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="queues">The dead-letter queues; they hold the letters from the plan on.</param>
/// <param name="selection">The person.</param>
/// <param name="start">When the command started.</param>
/// <param name="time">The clock.</param>
internal sealed class Erasure(OpenPipeline pipeline, IReadOnlyList<OpenQueue> queues, PersonSelection selection, DateTimeOffset start, TimeProvider time)
{
    /// <summary>The cause of what was not reached before an interruption.</summary>
    public const string Interrupted = "Interrupted";

    private const int RowsSideBySide = 4;

    private IReadOnlyList<PersonRow> _rows = [];
    private IReadOnlyList<(OpenQueue Queue, IReadOnlyList<Letter> Letters)> _letters = [];
    private IReadOnlyList<string> _problems = [];

    /// <summary>Whether dead letters are deleted, and not replaced by copies without personal data.</summary>
    public bool IsDiscarding { get; init; }

    /// <summary>The maximum read units a second of a scan.</summary>
    public required double ReadUnits { get; init; }

    /// <summary>Finds what to erase. Changes nothing.</summary>
    public async Task<ErasureReport> PlanAsync(Action<string> say, CancellationToken cancellationToken)
    {
        _rows = await selection.ReadAsync(pipeline, ReadUnits, say, cancellationToken);
        var orders = _rows.Select(static row => row.OrderId).ToHashSet(StringComparer.Ordinal);
        var (letters, problems) = (new List<(OpenQueue, IReadOnlyList<Letter>)>(), new List<string>());
        foreach (var queue in queues)
        {
            var found = await queue.SelectAsync(new LetterFilter { Condition = letter => selection.IsAbout(letter, orders) }, say, cancellationToken);
            await queue.Hold.ReleaseAllButAsync(found.Letters);
            letters.Add((queue, found.Letters));
            if (found.HeldElsewhere > 0 || !found.IsComplete || found.Later.Count > 0)
            {
                problems.Add($"Not every message of {queue.Role.Name} could be read, because another reader hides some or some are new: run the command again.");
            }
        }

        (_letters, _problems) = (letters, problems);
        return ReportOf(
            isDryRun: true,
            [.. _rows.Select(static row => row switch
            {
                { UnreadableAttribute: { } attribute } => new ErasedOrder(row.OrderId, ErasedOrder.NotErased) { Cause = $"{attribute} is missing or invalid: fix the row first" },
                { Order: null } => new ErasedOrder(row.OrderId, ErasedOrder.NoRow),
                { Order.ErasedAt: not null } => new ErasedOrder(row.OrderId, ErasedOrder.ErasedBefore),
                _ => new ErasedOrder(row.OrderId, ErasedOrder.Planned),
            })],
            [.. _letters.SelectMany(entry => entry.Letters.Select(Of(entry.Queue).Plan))]);
    }

    /// <summary>Carries out the plan. What is not reached after an interruption is reported as not erased.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="audit">The audit log; nothing is erased that it does not have.</param>
    /// <param name="by">The operator.</param>
    /// <param name="cancellationToken">Stops after the writes in progress.</param>
    public async Task<ErasureReport> RunAsync(ErasureReport plan, AuditLog audit, string by, CancellationToken cancellationToken)
    {
        var orders = plan.Orders.ToArray();
        var lines = new AuditLines(AuditActions.Erase, pipeline.Table.TableName, by, start, time);
        var erasure = new RowErasure(pipeline.DynamoDb, pipeline.Pipelines.DynamoDb, pipeline.Table.TableName, pipeline.Orders, time);
        await SideBySide.ForEachAsync(Enumerable.Range(0, orders.Length).Where(index => orders[index].Result == ErasedOrder.Planned), RowsSideBySide, async index =>
        {
            var cause = cancellationToken.IsCancellationRequested ? Interrupted : await EraseAsync(erasure, _rows[index].Order!, audit, lines);
            orders[index] = orders[index] with { Result = cause is null ? ErasedOrder.Erased : ErasedOrder.NotErased, Cause = cause };
        });
        var letters = new List<ErasedLetter>();
        foreach (var (queue, found) in _letters)
        {
            letters.AddRange(await Of(queue).RunAsync(found, audit, new AuditLines(AuditActions.Erase, queue.Role.Name, by, start, time), cancellationToken));
        }

        var isCutShort = orders.Any(static order => order.Cause == Interrupted) || letters.Exists(static letter => letter.Cause == Interrupted);
        return ReportOf(isDryRun: false, orders, letters) with { IsInterrupted = isCutShort };
    }

    private static async Task<string?> EraseAsync(RowErasure erasure, Order order, AuditLog audit, AuditLines lines)
    {
        AuditLine Line(string result) => lines.Of(messageId: "", result) with { Subject = order.Id.ToString() };

        if (!await audit.TryAppendAsync([Line(AuditResults.Begun)]))
        {
            return AuditLog.NotWritten;
        }

        var cause = await erasure.RunAsync(order);
        await audit.TryAppendAsync([Line(cause is null ? AuditResults.Erased : AuditResults.NotErased) with { Cause = cause }]);
        return cause;
    }

    private ErasureReport ReportOf(bool isDryRun, IReadOnlyList<ErasedOrder> orders, IReadOnlyList<ErasedLetter> letters) =>
        new(isDryRun, orders, letters, _problems, RemainingCopies.Of(pipeline, queues[0].Role.Place, start)) { Place = queues[0].Role.Place };

    private LetterErasure Of(OpenQueue queue) =>
        new(queue.Hold, new RedriveTarget(new QueueSender(queue.Sqs, queue.Pipelines.Sqs), queue.Url), queue.Role.Name, selection) { IsDiscarding = IsDiscarding };
}

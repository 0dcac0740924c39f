using System.Runtime.CompilerServices;
using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.Pipeline;
using Orders.Operations.Terminal;
using Orders.Queues;

namespace Orders.Operations.Events;

/// <summary>Runs a replay over a pipeline.</summary>
internal sealed class ReplayRun(OpenPipeline pipeline, Replayer replayer)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>Whether completely replayed letters may be deleted: not if some consumers were left out.</summary>
    public bool MayDelete { get; init; }

    /// <summary>The audit log; null for a dry run.</summary>
    public ReplayAudit? Audit { get; init; }

    /// <summary>Replays the events of one order, from its row.</summary>
    /// <param name="order">The order.</param>
    /// <param name="version">The version; null for all.</param>
    /// <param name="say">Receives the progress.</param>
    /// <param name="cancellationToken">Stops the replay.</param>
    public Task<ReplayReport> OfOrderAsync(OrderId order, int? version, Action<string> say, CancellationToken cancellationToken) =>
        FromTableAsync(ReplaySources.OfOrderAsync(pipeline.Orders, pipeline.Rejections, order, version, cancellationToken), say, cancellationToken);

    /// <summary>Replays the events of a time span, from a scan of the table.</summary>
    /// <param name="since">The start of the span.</param>
    /// <param name="until">The end of the span, exclusive.</param>
    /// <param name="readUnits">The maximum read units a second.</param>
    /// <param name="say">Receives the progress.</param>
    /// <param name="cancellationToken">Stops the replay.</param>
    public Task<ReplayReport> OfSpanAsync(DateTimeOffset since, DateTimeOffset until, double readUnits, Action<string> say, CancellationToken cancellationToken) =>
        FromTableAsync(ScanAsync(since, until, readUnits, say, cancellationToken), say, cancellationToken);

    /// <summary>Replays events of records that Lambda gave up: from the stream, by the letters on <c>order-events-dlq</c>, and from the bucket of
    /// failed records, if there is one.</summary>
    public async Task<ReplayReport> OnFailureAsync(DateTimeOffset now, Action<string> say, CancellationToken cancellationToken)
    {
        var current = await pipeline.StreamArnAsync(cancellationToken);
        var records = await pipeline.BucketOfRecordsAsync(cancellationToken) is { } bucket ? new RecordsBucket(bucket, arn => IsSameStream(arn, current) || IsOfTable(arn, current)) : null;
        await using var hold = await HoldAsync(cancellationToken);
        var selection = await TakeAsync(hold, now, say, cancellationToken);
        var hidden = (await hold.CountOthersAsync(cancellationToken)).HeldElsewhere;
        ReplayBatch[] problems = hidden == 0 ? [] :
        [
            new ReplayBatch([])
            {
                Problems = [$"{Counted.Of(hidden, "letter is", "letters are")} hidden by another reader, and may report more records. Run it again when they are visible, usually within a minute"],
            },
        ];
        var failures = new FailureReplay(arn => IsSameStream(arn, current) ? pipeline.Stream(current) : IsOfTable(arn, current) ? pipeline.Stream(arn) : null, hold.IsHeld);
        var (notices, reports) = (new List<Letter>(), new List<Letter>());
        foreach (var letter in selection.Letters.Where(static letter => !WaitingEvent.Is(letter)))
        {
            (records?.IsNotice(letter) == true ? notices : reports).Add(letter);
        }

        return await replayer.RunAsync(
            problems.ToAsyncEnumerable().Concat(failures.ReadAsync(reports, cancellationToken)).Concat(records?.ReadAsync(notices, cancellationToken) ?? AsyncEnumerable.Empty<ReplayBatch>()),
            MayDelete ? batch => batch.Object is { } key ? DeleteAsync(records!, batch, key) : DeleteAsync(hold, batch.Letter!) : null,
            count => say($"Replaying: {Counted.Of(count, "event")}"),
            cancellationToken);
    }

    /// <summary>Replays quarantined events from <c>order-events-dlq</c>.</summary>
    public async Task<QuarantineReport> QuarantinedAsync(QuarantineReplay quarantine, DateTimeOffset now, Action<string> say, CancellationToken cancellationToken)
    {
        await using var hold = await HoldAsync(cancellationToken);
        var selection = await TakeAsync(hold, now, say, cancellationToken);
        return await quarantine.RunAsync(
            selection.Letters, (await hold.CountOthersAsync(cancellationToken)).HeldElsewhere, hold.IsHeld, letters => DeleteAsync(hold, letters), count => say($"Replaying: {Counted.Of(count, "event")}"), cancellationToken);
    }

    private Task<ReplayReport> FromTableAsync(IAsyncEnumerable<ReplayBatch> batches, Action<string> say, CancellationToken cancellationToken) =>
        replayer.RunAsync(batches, delete: null, count => say($"Replaying: {Counted.Of(count, "event")}"), cancellationToken);

    private async Task<LetterHold> HoldAsync(CancellationToken cancellationToken) =>
        new(await pipeline.LettersAsync(pipeline.Settings.OrderEventsDlq.Name, cancellationToken), Lease, TimeProvider.System, Progress.Say, cancellationToken);

    private Task<Selection> TakeAsync(LetterHold hold, DateTimeOffset now, Action<string> say, CancellationToken cancellationToken) =>
        Selection.TakeAsync(hold, new LetterFilter { IncludesLater = true }, now, count => say(Progress.Reading(pipeline.NameOf(pipeline.Settings.OrderEventsDlq.Name), count)), cancellationToken);

    private async Task<bool> DeleteAsync(LetterHold hold, Letter letter) => await DeleteAsync(hold, [letter]) == 1;

    private async Task<bool> DeleteAsync(RecordsBucket records, ReplayBatch batch, string key)
    {
        if (Audit is not null && !await Audit.NoteAsync(records.Name, batch))
        {
            return false;
        }

        var refusal = await records.DeleteAsync(key);
        if (refusal is not null)
        {
            Progress.Say($"The object {SafeText.Value(key)} was replayed but not deleted: {refusal}. Another run sends its events again, which does no harm.");
        }

        return refusal is null;
    }

    // The audit lines are written before the letters are deleted.
    private async Task<int> DeleteAsync(LetterHold hold, IReadOnlyList<Letter> letters)
    {
        var deleted = 0;
        foreach (var ten in letters.Chunk(SqsLimits.EntriesPerRequest))
        {
            if (Audit is null || await Audit.NoteAsync(pipeline.NameOf(pipeline.Settings.OrderEventsDlq.Name), ten))
            {
                deleted += ten.Length - (await hold.DeleteAsync(ten)).Count;
            }
        }

        return deleted;
    }

    private async IAsyncEnumerable<ReplayBatch> ScanAsync(
        DateTimeOffset since, DateTimeOffset until, double readUnits, Action<string> say, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var scan = await TableScan.OpenAsync(pipeline, readUnits, cancellationToken);
        await foreach (var batch in ReplaySources.OfSpanAsync(scan, since, until, cancellationToken))
        {
            yield return batch;
            say(scan.Progressed);
        }
    }

    // An older stream of the same table is accepted. Another table's events do not belong to these consumers.
    private static bool IsOfTable(string arn, string current) =>
        current.IndexOf("/stream/", StringComparison.Ordinal) is >= 0 and var stream && arn.StartsWith(current[..(stream + "/stream/".Length)], StringComparison.Ordinal);

    // The local runner's reports name another region. The table and the stream's creation time identify a stream.
    private static bool IsSameStream(string one, string other) =>
        one.IndexOf(":table/", StringComparison.Ordinal) is >= 0 and var table && other.EndsWith(one[table..], StringComparison.Ordinal);
}

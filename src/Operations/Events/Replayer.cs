using System.Globalization;
using Orders.Events;
using Orders.Operations.Failures;
using Orders.Operations.Terminal;
using Orders.Queues;
using Orders.Resilience;

namespace Orders.Operations.Events;

/// <summary>
/// Sends events again as the Notifier sends them: in order per order, with each entry's result checked. Events keep their ids, by which
/// consumers recognize repeats. Each replay has new deduplication ids, because SQS would silently drop an event that was sent within
/// five minutes.
/// </summary>
/// <param name="sender">Sends messages.</param>
/// <param name="consumers">The consumers.</param>
/// <param name="source">The CloudEvents source.</param>
/// <param name="start">When the replay started, which identifies it.</param>
internal sealed class Replayer(QueueSender sender, IReadOnlyList<Consumer> consumers, string source, DateTimeOffset start)
{
    private const int EventsAtOnce = 100;

    /// <summary>The replay's id: its start in milliseconds since 1970.</summary>
    public string Run { get; } = start.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether it is a dry run.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Limits the events a second; null for no limit.</summary>
    public Pacer? Pacer { get; init; }

    /// <summary>The consumers' queues; null if the consumers have their URLs.</summary>
    public ConsumerQueues? Queues { get; init; }

    /// <summary>Sends batches until they end or one fails.</summary>
    /// <param name="batches">The batches.</param>
    /// <param name="delete">Deletes the letter or object of a completely replayed batch, and returns whether that succeeded; null keeps both.</param>
    /// <param name="progress">Receives the number of events sent, now and then.</param>
    /// <param name="cancellationToken">Stops it between two requests.</param>
    public async Task<ReplayReport> RunAsync(
        IAsyncEnumerable<ReplayBatch> batches, Func<ReplayBatch, Task<bool>>? delete, Action<int> progress, CancellationToken cancellationToken)
    {
        var report = new ReplayReport(Run, IsDryRun, [.. consumers.Select(static consumer => consumer.Name)]);
        try
        {
            await foreach (var batch in batches.WithCancellation(cancellationToken))
            {
                report = await ReplayAsync(report, batch, delete, cancellationToken);
                progress(report.Events);
                if (report.StopCause is not null)
                {
                    break;
                }
            }
        }
        // What was sent so far is reported in any case. A first call that fails is the command's failure.
        catch (Exception exception) when (Failure.Of(exception) is not null && exception is not CommandException && (cancellationToken.IsCancellationRequested || report.Events > 0))
        {
            report = report with { EndedBy = cancellationToken.IsCancellationRequested ? ReplayReport.Interrupted : CallFailure.Name(exception) };
        }

        return Queues is null
            ? report
            : report with { Consumers = [.. report.Consumers.Except(Queues.Missing, StringComparer.Ordinal)], Problems = [.. report.Problems, .. Queues.Problems] };
    }

    private async Task<ReplayReport> ReplayAsync(ReplayReport report, ReplayBatch batch, Func<ReplayBatch, Task<bool>>? delete, CancellationToken cancellationToken)
    {
        var wanting = consumers.Where(consumer => batch.Events.Any(told => consumer.Types.Contains(told.Type))).ToList();
        var there = Queues is null ? wanting : await Queues.FindAsync(wanting);
        report = report with
        {
            Events = report.Events + batch.Events.Count,
            Messages = report.Messages + there.Sum(consumer => batch.Events.Count(told => consumer.Types.Contains(told.Type))),
            Named = [.. report.Named, .. batch.Events.Take(ReplayReport.MaxNamed - report.Named.Count)],
            Problems = [.. report.Problems, .. batch.Problems],
        };
        report = IsDryRun ? report : await SendAsync(report, batch, there, cancellationToken);
        // A consumer whose queue is missing still needs the letter or the object.
        if (report.StopCause is not null || batch is { Letter: null, Object: null } || there.Count < wanting.Count)
        {
            return report;
        }

        var deleted = !IsDryRun && delete is not null && await delete(batch) ? 1 : 0;
        return batch.Object is null
            ? report with { LettersDone = report.LettersDone + 1, LettersDeleted = report.LettersDeleted + deleted }
            : report with { ObjectsDone = report.ObjectsDone + 1, ObjectsDeleted = report.ObjectsDeleted + deleted };
    }

    private async Task<ReplayReport> SendAsync(ReplayReport report, ReplayBatch batch, IReadOnlyList<Consumer> there, CancellationToken cancellationToken)
    {
        var delivery = new EventDelivery(_ => sender, there, source) { Replay = $":replay:{Run}" };
        foreach (var chunk in batch.Events.Chunk(Pacer?.PortionSize ?? EventsAtOnce))
        {
            if (Pacer is not null && !await Pacer.TryWaitAsync(chunk.Length, cancellationToken))
            {
                return report with { EndedBy = ReplayReport.Interrupted };
            }

            var delivered = await delivery.SendAsync([.. chunk.Select(static (told, index) => new PlacedEvent(index, told))], cancellationToken);
            report = report with
            {
                Sent = report.Sent + delivered.Sum(static one => one.Sent),
                MayBeSent = report.MayBeSent + delivered.Sum(static one => one.MayBeSent),
                Problems = [.. report.Problems, .. delivered.SelectMany(static one => one.TooLong).Distinct().Select(index => $"event {chunk[index].Id} is larger than SQS allows")],
            };
            if (delivered.Where(static one => one.Undelivered.Count > 0).MinBy(static one => one.Undelivered[0].Index) is { } failed)
            {
                return report with
                {
                    Stopped = new ReplayStop(failed.Undelivered[0].Event.Id, failed.Consumer.Name, cancellationToken.IsCancellationRequested ? ReplayReport.Interrupted : failed.Cause ?? "Unknown"),
                };
            }
        }

        return report;
    }
}

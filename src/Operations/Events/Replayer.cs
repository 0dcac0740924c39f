using System.Globalization;
using Orders.Events;
using Orders.Operations.DeadLetters;
using Orders.Operations.Terminal;
using Orders.Queues;

namespace Orders.Operations.Events;

/// <summary>
/// Sends events again, as the Notifier sends them: an order's in their order, each entry's own result looked at. They keep their ids,
/// by which consumers know repeats; their deduplication ids are new with each replay, or SQS would drop what was sent within five
/// minutes, and say nothing.
/// </summary>
/// <param name="sender">Sends.</param>
/// <param name="consumers">To whom.</param>
/// <param name="source">The CloudEvents source.</param>
/// <param name="start">When the replay started: it is known by that.</param>
internal sealed class Replayer(QueueSender sender, IReadOnlyList<Consumer> consumers, string source, DateTimeOffset start)
{
    private const int EventsAtOnce = 100;

    /// <summary>What tells this replay from others: milliseconds since 1970.</summary>
    public string Run { get; } = start.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether it only says what it would send.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Events a second; null for as many as go.</summary>
    public Pacer? Pacer { get; init; }

    /// <summary>Where the consumers' queues are; null where the consumers say it themselves.</summary>
    public ConsumerQueues? Queues { get; init; }

    /// <summary>Sends what comes, up to its end or the first failure.</summary>
    /// <param name="batches">What is to be sent.</param>
    /// <param name="delete">Deletes a letter that is done with, and says whether that worked; null where letters stay.</param>
    /// <param name="progress">Is told how many events were sent, now and then.</param>
    /// <param name="cancellationToken">Ends it between two requests.</param>
    public async Task<ReplayReport> RunAsync(
        IAsyncEnumerable<ReplayBatch> batches, Func<Letter, Task<bool>>? delete, Action<int> progress, CancellationToken cancellationToken)
    {
        var report = new ReplayReport(Run, IsDryRun, [.. consumers.Select(static consumer => consumer.Name)]);
        await foreach (var batch in batches.WithCancellation(cancellationToken))
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
            progress(report.Events);
            if (report.Stopped is not null)
            {
                break;
            }

            // For a consumer whose queue is missing, the letter is still needed.
            if (batch.Letter is { } letter && there.Count == wanting.Count)
            {
                var isDeleted = !IsDryRun && delete is not null && await delete(letter);
                report = report with { LettersDone = report.LettersDone + 1, LettersDeleted = report.LettersDeleted + (isDeleted ? 1 : 0) };
            }
        }

        return Queues is null
            ? report
            : report with { Consumers = [.. report.Consumers.Except(Queues.Missing, StringComparer.Ordinal)], Problems = [.. report.Problems, .. Queues.Problems] };
    }

    private async Task<ReplayReport> SendAsync(ReplayReport report, ReplayBatch batch, IReadOnlyList<Consumer> there, CancellationToken cancellationToken)
    {
        var delivery = new EventDelivery(_ => sender, there, source) { Replay = $":replay:{Run}" };
        foreach (var chunk in batch.Events.Chunk(Pacer?.PortionSize ?? EventsAtOnce))
        {
            if (Pacer is not null)
            {
                await Pacer.WaitAsync(chunk.Length, cancellationToken);
            }

            var delivered = await delivery.SendAsync([.. chunk.Select(static (told, index) => new PlacedEvent(index, told))], cancellationToken);
            report = report with
            {
                Sent = report.Sent + delivered.Sum(static one => one.Sent),
                Problems = [.. report.Problems, .. delivered.SelectMany(static one => one.TooLong).Distinct().Select(index => $"event {chunk[index].Id} is larger than SQS takes")],
            };
            if (delivered.Where(static one => one.Undelivered.Count > 0).MinBy(static one => one.Undelivered[0].Index) is { } failed)
            {
                return report with { Stopped = new ReplayStop(failed.Undelivered[0].Event.Id, failed.Consumer.Name, failed.Cause ?? "Unknown") };
            }
        }

        return report;
    }
}

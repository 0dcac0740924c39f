using Orders.Events;
using Orders.Operations.DeadLetters;
using Orders.Operations.Terminal;
using Orders.Queues;

namespace Orders.Operations.Events;

/// <summary>
/// Sends quarantined events to their consumers, in order per order, with the deduplication ids that the Notifier would have given them. SQS
/// drops an event that was sent within five minutes; consumers recognize a later repeat by its id.
/// </summary>
/// <param name="sender">Sends messages.</param>
/// <param name="consumers">The consumers; events of others are left alone.</param>
internal sealed class QuarantineReplay(QueueSender sender, IReadOnlyList<Consumer> consumers)
{
    private const int EventsAtOnce = 100;

    /// <summary>Whether it is a dry run.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Limits the events a second; null for no limit.</summary>
    public Pacer? Pacer { get; init; }

    /// <summary>The consumers' queues; null if the consumers have their URLs.</summary>
    public ConsumerQueues? Queues { get; init; }

    /// <summary>Sends each consumer's events, and stops for a consumer at the first event that its queue does not accept.</summary>
    /// <param name="letters">The letters on <c>order-events-dlq</c>.</param>
    /// <param name="heldElsewhere">The number of letters that another reader has received. If there are any, nothing is sent: one may be an order's
    /// earlier event.</param>
    /// <param name="isHeld">Returns whether a letter is still hidden from other readers. If it is not, its consumer's replay stops: another reader may
    /// send it.</param>
    /// <param name="delete">Deletes the letters of accepted events, and returns how many it deleted.</param>
    /// <param name="progress">Receives the number of events sent, after each request.</param>
    /// <param name="cancellationToken">Stops it between two requests.</param>
    public async Task<QuarantineReport> RunAsync(
        IEnumerable<Letter> letters, int heldElsewhere, Func<Letter, bool> isHeld, Func<IReadOnlyList<Letter>, Task<int>> delete, Action<int> progress, CancellationToken cancellationToken)
    {
        var read = letters.Where(WaitingEvent.Is).Select(static letter => (Letter: letter, Event: WaitingEvent.Read(letter))).ToList();
        var waiting = read.Select(static entry => entry.Event).OfType<WaitingEvent>().ToLookup(static waiting => waiting.Consumer, StringComparer.Ordinal);
        var report = new QuarantineReport(IsDryRun)
        {
            Problems =
            [
                .. read.Where(static entry => entry.Event is null).Select(static entry => $"letter {entry.Letter.Id} is not as the Notifier writes it: its attribute dead_letter and its event must name the same event"),
            ],
        };
        var waited = consumers.Where(consumer => waiting.Contains(consumer.Name)).ToList();
        if (heldElsewhere > 0)
        {
            return report with
            {
                Problems = [.. report.Problems, $"{Counted.Of(heldElsewhere, "letter is", "letters are")} hidden by another reader, such as a replay that was stopped: nothing was sent, so that an order's events keep their order. Run it again when they are visible, usually within a minute"],
                Consumers = [.. waited.Select(consumer => new ReplayedConsumer(consumer.Name, waiting[consumer.Name].Count()))],
            };
        }

        var found = Queues is null ? waited : await Queues.FindAsync(waited);
        report = report with
        {
            Consumers = [.. waited.ExceptBy(found.Select(static consumer => consumer.Name), static consumer => consumer.Name).Select(consumer => new ReplayedConsumer(consumer.Name, waiting[consumer.Name].Count()))],
        };
        foreach (var consumer in found)
        {
            var events = waiting[consumer.Name].OrderBy(static waiting => waiting.OrderId.Value).ThenBy(static waiting => waiting.Sequence).ToList();
            var before = report.Sent;
            var replayed = await SendAsync(consumer, events, isHeld, delete, sent => progress(before + sent), cancellationToken);
            report = report with { Consumers = [.. report.Consumers, replayed] };
        }

        return report with { Problems = [.. report.Problems, .. Queues?.Problems ?? []] };
    }

    private async Task<ReplayedConsumer> SendAsync(
        Consumer consumer, List<WaitingEvent> events, Func<Letter, bool> isHeld, Func<IReadOnlyList<Letter>, Task<int>> delete, Action<int> progress, CancellationToken cancellationToken)
    {
        var replayed = new ReplayedConsumer(consumer.Name, events.Count);
        foreach (var chunk in IsDryRun ? [] : events.Chunk(Pacer?.PortionSize ?? EventsAtOnce))
        {
            if (cancellationToken.IsCancellationRequested || (Pacer is not null && !await Pacer.TryWaitAsync(chunk.Length, cancellationToken)))
            {
                return replayed with { Stopped = new ReplayStop(chunk[0].Id, Consumer: null, ReplayReport.Interrupted) };
            }

            if (Array.Find(chunk, waiting => !isHeld(waiting.Letter)) is { } visible)
            {
                return replayed with { Stopped = new ReplayStop(visible.Id, Consumer: null, LetterHold.Expired) };
            }

            var results = await sender.SendInOrderAsync(consumer.QueueUrl, [.. chunk.Select(static waiting => waiting.Message)], cancellationToken);
            var accepted = chunk.Where((_, index) => results[index].IsSent).Select(static waiting => waiting.Letter).ToList();
            // Only letters of accepted events are deleted: a letter is the only copy of its event.
            var deleted = await delete(accepted);
            replayed = replayed with { Sent = replayed.Sent + accepted.Count, MayBeSent = replayed.MayBeSent + results.Count(static result => result.MayBeSent), LettersDeleted = replayed.LettersDeleted + deleted };
            progress(replayed.Sent);
            if (Enumerable.Range(0, chunk.Length).FirstOrDefault(index => !results[index].IsSent, -1) is >= 0 and var failed)
            {
                var cause = results.Select(static result => result.Cause).FirstOrDefault(static cause => cause is not null) ?? "Unknown";
                cause = cancellationToken.IsCancellationRequested ? ReplayReport.Interrupted : cause;
                return replayed with { Stopped = new ReplayStop(chunk[failed].Id, Consumer: null, cause) };
            }
        }

        return replayed;
    }
}

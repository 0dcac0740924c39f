using System.Runtime.CompilerServices;
using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.Streams;
using Orders.Operations.Terminal;
using Orders.Resilience;

namespace Orders.Operations.Events;

/// <summary>Replays the events of records that Lambda gave up, by the letters on <c>order-events-dlq</c>.</summary>
/// <param name="stream">Returns a stream of the table by its ARN; null if the ARN is another table's.</param>
/// <param name="isHeld">Returns whether a letter is still hidden from other readers. If it is not, another reader may replay it.</param>
internal sealed class FailureReplay(Func<string, IStreamSource?> stream, Func<Letter, bool> isHeld)
{
    /// <summary>Returns a batch for each letter; the letter with the oldest records comes first.</summary>
    public async IAsyncEnumerable<ReplayBatch> ReadAsync(IEnumerable<Letter> letters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reports = letters.Select(static letter => (Letter: letter, Report: FailureReport.Read(letter.Message.Body))).ToList();
        foreach (var (letter, report) in reports.OrderBy(static entry => entry.Report?.First ?? entry.Letter.Since))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return report is null
                ? new ReplayBatch([]) { Problems = [Explain(letter)] }
                : await ReadAsync(letter, report, cancellationToken);
        }
    }

    private async Task<ReplayBatch> ReadAsync(Letter letter, FailureReport report, CancellationToken cancellationToken)
    {
        if (stream(report.StreamArn) is not { } source)
        {
            return Problem(letter, $"{SafeText.Value(report.StreamArn)} is not a stream of this table");
        }

        IReadOnlyList<StreamRecord>? records;
        try
        {
            records = await FailedRecords.ReadAsync(source, report, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && CallFailure.Is(exception))
        {
            // Only this letter fails: the others may be readable.
            return Problem(letter, $"the records {report.Start} to {report.End} of {SafeText.Value(report.ShardId)} cannot be read: {CallFailure.Name(exception)}");
        }

        if (records is null)
        {
            return Problem(letter, $"the stream has dropped its {Counted.Of(report.BatchSize, "record")}. {Instead(report)}");
        }

        if (!isHeld(letter))
        {
            return Problem(letter, "it became visible to other readers before it was replayed. Run the command again");
        }

        var (events, problems) = StreamEvents.ReadAll(records, $"letter {letter.Id}");
        // A letter with a record that still needs repair stays.
        return new ReplayBatch(events) { Problems = problems, Letter = problems.Count == 0 ? letter : null };
    }

    private static ReplayBatch Problem(Letter letter, string problem) => new([]) { Problems = [$"letter {letter.Id}: {problem}"] };

    private static string Explain(Letter letter) => letter.Reason.Code == LetterReason.None
        ? $"letter {letter.Id} is neither Lambda's nor the Notifier's"
        : $"letter {letter.Id} ({SafeText.Value(letter.Reason.Code)}, {SafeText.Value(letter.Reason.Field)}) is a record that gives no event: fix the row; consumers are notified of its next change";

    // The report names no order. Only the time of the changes is known.
    private static string Instead(FailureReport report) => report is { First: { } first, Last: { } last }
        ? $"Replay that time from the table: --since {Timestamp.Format(first.AddSeconds(-1))} --until {Timestamp.Format(last.AddSeconds(2))}"
        : "Replay that time from the table";
}

using System.Runtime.CompilerServices;
using Orders.Events;
using Orders.Model;
using Orders.Operations.DeadLetters;
using Orders.Operations.Streams;
using Orders.Operations.Terminal;
using Orders.Resilience;

namespace Orders.Operations.Events;

/// <summary>The events that never went out, by the letters on <c>order-events-dlq</c>.</summary>
/// <param name="stream">A stream of the table by its ARN; null where it is none.</param>
internal sealed class FailureReplay(Func<string, IStreamSource?> stream)
{
    /// <summary>A batch for each letter, the one with the oldest records first.</summary>
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
            return Problem(letter, $"{SafeText.Value(report.StreamArn)} is no stream of this table");
        }

        IReadOnlyList<StreamRecord>? records;
        try
        {
            records = await FailedRecords.ReadAsync(source, report, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && CallFailure.Is(exception))
        {
            // Of this letter: the others may be read.
            return Problem(letter, $"the records {report.Start} to {report.End} of {SafeText.Value(report.ShardId)} cannot be read: {CallFailure.Name(exception)}");
        }

        if (records is null)
        {
            return Problem(letter, $"the stream has dropped its {Counted.Of(report.BatchSize, "record")}. {Instead(report)}");
        }

        var (events, problems) = (new List<OrderEvent>(), new List<string>());
        foreach (var record in records)
        {
            try
            {
                if (StreamEvents.Read(record) is { } told)
                {
                    events.Add(told);
                }
            }
            catch (UntellableChangeException problem)
            {
                problems.Add($"letter {letter.Id}: no event can tell of record {record.SequenceNumber} of order {StreamEvents.Subject(record)}: {problem.Reason}");
            }
        }

        // A letter that tells of something which is still to be edited stays.
        return new ReplayBatch(events) { Problems = problems, Letter = problems.Count == 0 ? letter : null };
    }

    private static ReplayBatch Problem(Letter letter, string problem) => new([]) { Problems = [$"letter {letter.Id}: {problem}"] };

    private static string Explain(Letter letter) => letter.Reason.Code == LetterReason.None
        ? $"letter {letter.Id} is none of Lambda's, nor of the Notifier's"
        : $"letter {letter.Id} ({SafeText.Value(letter.Reason.Code)}, {SafeText.Value(letter.Reason.Field)}) is a record of which no event can tell: fix the row; consumers are notified of its next change";

    // The report names no order. All that is left is when they changed.
    private static string Instead(FailureReport report) => report is { First: { } first, Last: { } last }
        ? $"Send again what the table has of that time: --since {Timestamp.Format(first.AddSeconds(-1))} --until {Timestamp.Format(last.AddSeconds(2))}"
        : "Send again what the table has of that time";
}

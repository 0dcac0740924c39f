using Orders.Operations.Audit;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Queues;

namespace Orders.Operations.DeadLetters.Transfer;

/// <summary>Sends messages from a file to a dead-letter queue, unchanged.</summary>
/// <param name="target">The queue.</param>
/// <param name="audit">Receives a line for each message.</param>
/// <param name="queue">The queue's name.</param>
/// <param name="by">The operator.</param>
/// <param name="start">When the command started.</param>
/// <param name="time">The clock.</param>
internal sealed class Import(RedriveTarget target, AuditLog audit, string queue, string by, DateTimeOffset start, TimeProvider time)
{
    private const int LinesAtATime = LetterQueue.SideBySideCalls * SqsLimits.EntriesPerRequest;

    private readonly AuditLines _lines = new(AuditActions.Import, queue, by, start, time);

    /// <summary>Sends the lines; those of a FIFO group in order.</summary>
    /// <param name="lines">The messages.</param>
    /// <param name="progress">Receives the number of messages sent.</param>
    /// <param name="cancellationToken">Stops after the portion in progress.</param>
    /// <returns>The number of messages sent, the number that may have been sent, and the number not sent by cause.</returns>
    public async Task<(int Sent, int MayBeSent, IReadOnlyDictionary<string, int> Failed)> RunAsync(
        IReadOnlyList<LetterLine> lines, Action<int> progress, CancellationToken cancellationToken)
    {
        var (sent, mayBeSent, failed) = (0, 0, new Dictionary<string, int>(StringComparer.Ordinal));
        var blocked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var portion in Waves(lines).SelectMany(static wave => wave.Chunk(LinesAtATime)))
        {
            // Messages sent so far are reported in any case.
            if (cancellationToken.IsCancellationRequested || audit.Problem is not null)
            {
                Count(failed, audit.Problem is null ? "Interrupted" : AuditLog.NotWritten, portion.Length);
                continue;
            }

            // A message behind one of its group that was not accepted would overtake it.
            var ready = portion.Where(line => !blocked.Contains(line.Message.GroupId ?? "")).ToList();
            var results = await target.SendAsync([.. ready.Select(static line => line.Message)]);
            await audit.TryAppendAsync(ready.Zip(results, Line));
            foreach (var (line, result) in ready.Zip(results))
            {
                sent += result.IsSent ? 1 : 0;
                if (!result.IsSent)
                {
                    mayBeSent += result.MayBeSent ? 1 : 0;
                    Count(failed, result.Cause ?? "Unknown", result.MayBeSent ? 0 : 1);
                    if (IsFifo && line.Message.GroupId is { } group)
                    {
                        blocked.Add(group);
                    }
                }
            }

            Count(failed, "BehindAnother", portion.Length - ready.Count);
            progress(sent);
        }

        return (sent, mayBeSent, failed);
    }

    private bool IsFifo => queue.EndsWith(".fifo", StringComparison.Ordinal);

    private IEnumerable<IReadOnlyList<LetterLine>> Waves(IReadOnlyList<LetterLine> lines) =>
        IsFifo ? Redriving.Waves.Of(lines, static line => line.Message.GroupId) : [lines];

    private static void Count(Dictionary<string, int> causes, string cause, int count)
    {
        if (count > 0)
        {
            causes[cause] = causes.GetValueOrDefault(cause) + count;
        }
    }

    private AuditLine Line(LetterLine line, SendResult result) =>
        _lines.Of(line.MessageId, result.IsSent ? AuditResults.Sent : result.MayBeSent ? AuditResults.MayBeSent : AuditResults.NotSent) with { NewMessageId = result.MessageId, Cause = result.Cause };
}

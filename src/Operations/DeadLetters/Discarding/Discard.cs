using Orders.Operations.Audit;
using Orders.Queues;
using Orders.Resilience;

namespace Orders.Operations.DeadLetters.Discarding;

/// <summary>Deletes messages permanently. The audit log gets each message before it is deleted, and the result afterwards.</summary>
/// <param name="hold">Keeps the messages hidden, and deletes them.</param>
/// <param name="audit">Keeps the original messages.</param>
/// <param name="queue">The queue's name.</param>
/// <param name="by">The operator.</param>
/// <param name="start">When the command started.</param>
/// <param name="time">The clock.</param>
internal sealed class Discard(LetterHold hold, AuditLog audit, string queue, string by, DateTimeOffset start, TimeProvider time)
{
    private readonly AuditLines _lines = new(AuditActions.Discard, queue, by, start, time);

    /// <summary>Discards the messages.</summary>
    /// <param name="letters">The messages.</param>
    /// <param name="progress">Receives the number of messages deleted so far.</param>
    /// <param name="cancellationToken">Stops after the portions in progress.</param>
    /// <returns>The cause for each message that was not deleted, including those not reached.</returns>
    public async Task<IReadOnlyDictionary<string, string>> RunAsync(
        IReadOnlyList<Letter> letters, Action<int> progress, CancellationToken cancellationToken)
    {
        var gate = new Lock();
        var left = letters.ToDictionary(static letter => letter.Id, static _ => "Interrupted", StringComparer.Ordinal);
        await SideBySide.ForEachAsync(letters.Chunk(SqsLimits.EntriesPerRequest), LetterQueue.SideBySideCalls, async portion =>
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            // What became visible may be another operator's.
            var failed = portion.Where(letter => !hold.IsHeld(letter)).ToDictionary(static letter => letter.Id, static _ => LetterHold.Expired, StringComparer.Ordinal);
            var held = portion.Where(letter => !failed.ContainsKey(letter.Id)).ToList();
            var isNoted = await audit.TryAppendAsync(held.Select(letter => _lines.Of(letter, AuditResults.Begun) with { Original = letter }));
            foreach (var (id, cause) in isNoted ? await hold.DeleteAsync(held) : held.ToDictionary(static letter => letter.Id, static _ => AuditLog.NotWritten))
            {
                failed[id] = cause;
            }

            lock (gate)
            {
                foreach (var letter in portion)
                {
                    left.Remove(letter.Id);
                    if (failed.TryGetValue(letter.Id, out var cause))
                    {
                        left[letter.Id] = cause;
                    }
                }

                progress(letters.Count - left.Count);
            }

            await audit.TryAppendAsync(portion.Select(letter => failed.TryGetValue(letter.Id, out var cause)
                ? _lines.Of(letter, AuditResults.NotDiscarded) with { Cause = cause }
                : _lines.Of(letter, AuditResults.Discarded)));
        });
        return left;
    }
}

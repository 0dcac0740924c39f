using Orders.Operations.Audit;
using Orders.Queues;
using Orders.Resilience;

namespace Orders.Operations.DeadLetters.Discarding;

/// <summary>Deletes messages for good. The audit log has each as it was before it is deleted, and the result after that.</summary>
/// <param name="hold">Has the messages hidden, and deletes them.</param>
/// <param name="audit">Keeps the originals.</param>
/// <param name="queue">The queue's name.</param>
/// <param name="by">Who does it.</param>
/// <param name="start">When it began.</param>
/// <param name="time">The clock.</param>
internal sealed class Discard(LetterHold hold, AuditLog audit, string queue, string by, DateTimeOffset start, TimeProvider time)
{
    private readonly AuditLines _lines = new(AuditActions.Discard, queue, by, start, time);

    /// <summary>Discards the messages.</summary>
    /// <param name="letters">Which.</param>
    /// <param name="progress">Is told how many are gone.</param>
    /// <param name="cancellationToken">Ends it after the portions that are under way.</param>
    /// <returns>The cause for each message that could not be deleted, and for those that it did not come to.</returns>
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

            var isNoted = await audit.TryAppendAsync(portion.Select(letter => _lines.Of(letter, AuditResults.Begun) with { Original = letter }));
            var failed = isNoted ? await hold.DeleteAsync(portion) : portion.ToDictionary(static letter => letter.Id, static _ => AuditLog.NotWritten);
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

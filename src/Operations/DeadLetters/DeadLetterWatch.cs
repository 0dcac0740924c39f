using Orders.Operations.Terminal;

namespace Orders.Operations.DeadLetters;

/// <summary>
/// Looks for messages that arrive on a dead-letter queue. SQS cannot search: a look receives the whole queue and makes it visible again.
/// Between two looks nothing is hidden: the queue is hidden for at most a tenth of the time.
/// </summary>
/// <param name="queue">The queue.</param>
/// <param name="time">The clock.</param>
internal sealed class DeadLetterWatch(LetterQueue queue, TimeProvider time)
{
    private const int PauseFactor = 9;

    private static readonly TimeSpan MinPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly long _start = time.GetTimestamp();
    private TimeSpan _next = MinPause;

    /// <summary>Looks if it is time to: after two seconds, and then after nine times as long as the last look took.</summary>
    /// <param name="see">Receives each message; returns whether to continue.</param>
    /// <param name="cancellationToken">Stops the look.</param>
    public async Task LookIfDueAsync(Func<Letter, bool> see, CancellationToken cancellationToken)
    {
        var begin = time.GetElapsedTime(_start);
        if (begin < _next)
        {
            return;
        }

        await using (var hold = new LetterHold(queue, Lease, time, Progress.Say, cancellationToken))
        {
            await hold.TakeAsync(see, cancellationToken);
        }

        var end = time.GetElapsedTime(_start);
        var pause = (end - begin) * PauseFactor;
        _next = end + (pause > MinPause ? pause : MinPause);
    }
}

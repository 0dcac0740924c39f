using Orders.Operations.Terminal;

namespace Orders.Operations.DeadLetters;

/// <summary>
/// Looks for messages that arrive on a dead-letter queue, each time later than the last. SQS cannot search: a look receives the whole queue
/// and makes it visible again. Between two looks nothing is hidden.
/// </summary>
/// <param name="queue">The queue.</param>
/// <param name="time">The clock.</param>
internal sealed class DeadLetterWatch(LetterQueue queue, TimeProvider time)
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly long _start = time.GetTimestamp();
    private TimeSpan _next = FirstLook;

    /// <summary>Looks if it is time to: two seconds after the start, and then after as long again as has passed.</summary>
    /// <param name="see">Receives each message; returns whether to continue.</param>
    /// <param name="cancellationToken">Stops the look.</param>
    public async Task LookIfDueAsync(Func<Letter, bool> see, CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_start) < _next)
        {
            return;
        }

        await using (var hold = new LetterHold(queue, Lease, time, Progress.Say, cancellationToken))
        {
            await hold.TakeAsync(see, cancellationToken);
        }

        _next = time.GetElapsedTime(_start) * 2;
    }
}

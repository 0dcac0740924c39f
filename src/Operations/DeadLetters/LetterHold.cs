using System.Collections.Concurrent;

namespace Orders.Operations.DeadLetters;

/// <summary>
/// Messages received from a queue and hidden from other readers. The visibility timeout is short and extended while this object lives, so
/// that a killed program hides them for one lease only. Disposing makes all messages that were not deleted visible again.
/// </summary>
/// <remarks>
/// A message that could not be extended becomes visible, and may then be another reader's: before a message is sent or deleted,
/// <see cref="IsHeld"/> says whether it is still this program's.
/// </remarks>
internal sealed class LetterHold : IAsyncDisposable
{
    /// <summary>The number of messages that a command hides at a time if it can process a queue in parts: at 50 ms a call, they are made visible
    /// in a third of a second.</summary>
    public const int Window = 2_000;

    /// <summary>The cause of an action that was not taken because the message became visible to other readers.</summary>
    public const string Expired = "VisibilityTimeoutExpired";

    private readonly LetterQueue _queue;
    private readonly TimeSpan _lease;
    private readonly TimeProvider _time;
    private readonly Leases _leases;
    private readonly ConcurrentQueue<Letter> _surplus = new();

    /// <param name="queue">The queue.</param>
    /// <param name="lease">The visibility timeout, in whole seconds.</param>
    /// <param name="time">Decides when to extend it.</param>
    /// <param name="say">Receives a sentence about messages that could not be kept hidden, or could not be made visible.</param>
    /// <param name="interrupted">Ctrl-C: messages are then made visible within a second, as far as SQS answers.</param>
    public LetterHold(LetterQueue queue, TimeSpan lease, TimeProvider time, Action<string>? say = null, CancellationToken interrupted = default)
    {
        (_queue, _lease, _time) = (queue, lease, time);
        _leases = new Leases(queue, lease, time, say ?? (static _ => { }), interrupted);
    }

    /// <summary>Receives messages until none is left or no more are wanted.</summary>
    /// <param name="want">Receives each new message; returns whether to continue. Messages received beyond that are the first of the next call.</param>
    /// <param name="cancellationToken">Stops receiving.</param>
    /// <returns>Whether every visible message was seen, or no more were wanted: <see cref="LetterQueue.ReceiveAsync"/>.</returns>
    public async Task<bool> TakeAsync(Func<Letter, bool> want, CancellationToken cancellationToken)
    {
        while (_surplus.TryDequeue(out var letter))
        {
            if (!want(letter))
            {
                return true;
            }
        }

        var isWanted = true;
        return await _queue.ReceiveAsync(
            _lease,
            LetterQueue.SideBySideCalls,
            _time,
            (messages, at) =>
            {
                // All messages of an answer are held before any is processed, so that a failure leaves none hidden.
                foreach (var message in messages.Where(message => _leases.Add(message, at)).ToList())
                {
                    var letter = Letter.Of(message) with { Sender = _queue.Sender };
                    if (isWanted)
                    {
                        isWanted = want(letter);
                    }
                    else
                    {
                        _surplus.Enqueue(letter);
                    }
                }

                return isWanted;
            },
            cancellationToken);
    }

    /// <summary>Returns whether a message is hidden, and stays so for at least a third of a lease.</summary>
    public bool IsHeld(Letter letter) => _leases.Contains(letter.Id);

    /// <summary>Counts the messages that are not held here: the visible ones, and those that another reader has received, which cannot be received here
    /// and will be visible again. SQS's numbers are approximate.</summary>
    public async Task<(int Visible, int HeldElsewhere)> CountOthersAsync(CancellationToken cancellationToken)
    {
        var (visible, inFlight) = await _queue.CountAsync(cancellationToken);
        return (visible, Math.Max(0, inFlight - _leases.Count));
    }

    /// <summary>Deletes up to ten messages by their latest receipt handles; those that could not be deleted are still held.</summary>
    /// <returns>The cause for each message that could not be deleted, by its id.</returns>
    public Task<IReadOnlyDictionary<string, string>> DeleteAsync(IReadOnlyList<Letter> letters) => _leases.DeleteAsync(letters);

    /// <summary>Makes messages visible again, so that other readers see them while this program works on the rest.</summary>
    /// <param name="keep">The messages that stay hidden.</param>
    public Task ReleaseAllButAsync(IEnumerable<Letter> keep)
    {
        _surplus.Clear();
        return _leases.ReleaseAllButAsync(keep.Select(static letter => letter.Id).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Makes all held messages visible again. After an interruption this takes at most a second; what is still hidden then is reported.</summary>
    public ValueTask DisposeAsync() => _leases.DisposeAsync();
}

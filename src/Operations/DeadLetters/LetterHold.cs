using System.Collections.Concurrent;
using Amazon.SQS.Model;

namespace Orders.Operations.DeadLetters;

/// <summary>
/// The messages that were taken from a queue and are hidden from everyone else. Their hiding is short and renewed while this lives,
/// so that a program that is killed leaves them hidden for a lease only; whatever was not deleted is given back at the end.
/// </summary>
internal sealed class LetterHold : IAsyncDisposable
{
    // The receipt handle of each message, by its id.
    private readonly ConcurrentDictionary<string, string> _held = new(StringComparer.Ordinal);
    private readonly LetterQueue _queue;
    private readonly TimeSpan _lease;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _renewing;

    /// <param name="queue">Where from.</param>
    /// <param name="lease">For how long messages are hidden at a time, in whole seconds.</param>
    /// <param name="time">Decides when to renew.</param>
    public LetterHold(LetterQueue queue, TimeSpan lease, TimeProvider time)
    {
        (_queue, _lease, _time) = (queue, lease, time);
        _renewing = RenewAsync();
    }

    /// <summary>How many messages could not be given back; they are visible again when their lease is over.</summary>
    public int NotGivenBack { get; private set; }

    /// <summary>Takes messages until none is left or no more are wanted.</summary>
    /// <param name="want">Is given each message that was not seen before; says whether more are wanted.</param>
    /// <param name="cancellationToken">Ends the taking.</param>
    /// <param name="calls">How many calls run side by side.</param>
    /// <returns>Whether the queue's end was seen, as far as it was wanted.</returns>
    public Task<bool> TakeAsync(
        Func<Letter, bool> want, CancellationToken cancellationToken, int calls = LetterQueue.SideBySideCalls) => _queue.ReceiveAsync(
        _lease,
        calls,
        messages =>
        {
            // All of an answer is held before any of it is read: whatever goes wrong with one message, none stays hidden.
            var isWanted = true;
            foreach (var message in messages.Where(IsNew).ToList())
            {
                isWanted &= want(Letter.Of(message));
            }

            return isWanted;
        },
        cancellationToken);

    /// <summary>Counts the messages that another reader has received: they cannot be taken, and will be visible again.</summary>
    public async Task<int> CountHeldElsewhereAsync(CancellationToken cancellationToken) =>
        Math.Max(0, await _queue.CountInFlightAsync(cancellationToken) - _held.Count);

    /// <summary>Deletes up to ten messages by the handles that count now; what could not be deleted is still held.</summary>
    /// <returns>The ids of those that could not be deleted, with the cause.</returns>
    public async Task<IReadOnlyDictionary<string, string>> DeleteAsync(IReadOnlyList<Letter> letters)
    {
        var left = await _queue.DeleteAsync([.. letters.Select(letter => (letter.Id, _held.GetValueOrDefault(letter.Id, letter.Message.ReceiptHandle)))]);
        foreach (var letter in letters.Where(letter => !left.ContainsKey(letter.Id)))
        {
            _held.TryRemove(letter.Id, out _);
        }

        return left;
    }

    /// <summary>Gives back all that is held.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // What is held is given back, whatever became of the renewing.
        await _renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        NotGivenBack = await _queue.ChangeVisibilityAsync(_held.Values, TimeSpan.Zero);
        _held.Clear();
        _stop.Dispose();
    }

    // A standard queue may give a message twice; the handle that counts is the last one.
    private bool IsNew(Message message)
    {
        var isNew = !_held.ContainsKey(message.MessageId);
        _held[message.MessageId] = message.ReceiptHandle;
        return isNew;
    }

    private async Task RenewAsync()
    {
        try
        {
            using var third = new PeriodicTimer(_lease / 3, _time);
            while (await third.WaitForNextTickAsync(_stop.Token))
            {
                await _queue.ChangeVisibilityAsync(_held.Values, _lease);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The end.
        }
    }
}

using System.Collections.Concurrent;
using Amazon.SQS.Model;

namespace Orders.Operations.DeadLetters;

/// <summary>
/// Messages received from a queue and hidden from other readers. The visibility timeout is short and extended while this object lives, so
/// that a killed program hides them for one lease only. Disposing makes all messages that were not deleted visible again.
/// </summary>
internal sealed class LetterHold : IAsyncDisposable
{
    // The receipt handle of each message by its id.
    private readonly ConcurrentDictionary<string, string> _held = new(StringComparer.Ordinal);
    private readonly LetterQueue _queue;
    private readonly TimeSpan _lease;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _renewing;

    /// <param name="queue">The queue.</param>
    /// <param name="lease">The visibility timeout, in whole seconds.</param>
    /// <param name="time">Decides when to extend it.</param>
    public LetterHold(LetterQueue queue, TimeSpan lease, TimeProvider time)
    {
        (_queue, _lease, _time) = (queue, lease, time);
        _renewing = RenewAsync();
    }

    /// <summary>The number of messages that could not be made visible; they are visible again when their lease ends.</summary>
    public int NotGivenBack { get; private set; }

    /// <summary>Receives messages until none is left or no more are wanted.</summary>
    /// <param name="want">Receives each new message; returns whether to continue.</param>
    /// <param name="cancellationToken">Stops receiving.</param>
    /// <param name="calls">The number of concurrent calls.</param>
    /// <returns>Whether the queue's end was reached, or no more messages were wanted.</returns>
    public Task<bool> TakeAsync(
        Func<Letter, bool> want, CancellationToken cancellationToken, int calls = LetterQueue.SideBySideCalls) => _queue.ReceiveAsync(
        _lease,
        calls,
        messages =>
        {
            // All messages of an answer are held before any is processed, so that a failure leaves none hidden.
            var isWanted = true;
            foreach (var message in messages.Where(IsNew).ToList())
            {
                isWanted &= want(Letter.Of(message));
            }

            return isWanted;
        },
        cancellationToken);

    /// <summary>Counts the messages that another reader has received: they cannot be received here, and will be visible again.</summary>
    public async Task<int> CountHeldElsewhereAsync(CancellationToken cancellationToken) =>
        Math.Max(0, await _queue.CountInFlightAsync(cancellationToken) - _held.Count);

    /// <summary>Deletes up to ten messages by their latest receipt handles; those that could not be deleted are still held.</summary>
    /// <returns>The cause for each message that could not be deleted, by its id.</returns>
    public async Task<IReadOnlyDictionary<string, string>> DeleteAsync(IReadOnlyList<Letter> letters)
    {
        var left = await _queue.DeleteAsync([.. letters.Select(letter => (letter.Id, _held.GetValueOrDefault(letter.Id, letter.Message.ReceiptHandle)))]);
        foreach (var letter in letters.Where(letter => !left.ContainsKey(letter.Id)))
        {
            _held.TryRemove(letter.Id, out _);
        }

        return left;
    }

    /// <summary>Makes all held messages visible again.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // Messages are made visible even if extending them failed.
        await _renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        NotGivenBack = await _queue.ChangeVisibilityAsync(_held.Values, TimeSpan.Zero);
        _held.Clear();
        _stop.Dispose();
    }

    // A standard queue may deliver a message twice; the latest receipt handle is the valid one.
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
            // Disposed.
        }
    }
}

using System.Collections.Concurrent;
using Amazon.SQS.Model;
using Orders.Model;
using Orders.Operations.Terminal;
using Orders.Queues;
using Orders.Resilience;

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

    // At 50 ms a call, 100,000 messages are extended in 16 s: within a third of the default lease of 60 s.
    private const int VisibilityCalls = 32;
    private const int NamedMessages = 5;

    private static readonly TimeSpan MaxRelease = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Lease> _leases = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Letter> _surplus = new();
    private readonly LetterQueue _queue;
    private readonly TimeSpan _lease;
    private readonly TimeProvider _time;
    private readonly Action<string> _say;
    private readonly CancellationToken _interrupted;
    // A renewal that arrives after a release would hide the message again.
    private readonly SemaphoreSlim _changing = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _renewing;

    /// <param name="queue">The queue.</param>
    /// <param name="lease">The visibility timeout, in whole seconds.</param>
    /// <param name="time">Decides when to extend it.</param>
    /// <param name="say">Receives a sentence about messages that could not be kept hidden, or could not be made visible.</param>
    /// <param name="interrupted">Ctrl-C: messages are then made visible within a second, as far as SQS answers.</param>
    public LetterHold(LetterQueue queue, TimeSpan lease, TimeProvider time, Action<string>? say = null, CancellationToken interrupted = default)
    {
        (_queue, _lease, _time, _say, _interrupted) = (queue, lease, time, say ?? (static _ => { }), interrupted);
        _renewing = RenewAsync();
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
                foreach (var message in messages.Where(message => IsNew(message, at)).ToList())
                {
                    var letter = Letter.Of(message);
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
    // By the wall clock, which goes on while a computer sleeps.
    public bool IsHeld(Letter letter) => _leases.TryGetValue(letter.Id, out var lease) && lease.HiddenUntil - _time.GetUtcNow() >= _lease / 3;

    /// <summary>Counts the messages that another reader has received: they cannot be received here, and will be visible again.</summary>
    public async Task<int> CountHeldElsewhereAsync(CancellationToken cancellationToken) =>
        Math.Max(0, await _queue.CountInFlightAsync(cancellationToken) - _leases.Count);

    /// <summary>Deletes up to ten messages by their latest receipt handles; those that could not be deleted are still held.</summary>
    /// <returns>The cause for each message that could not be deleted, by its id.</returns>
    public async Task<IReadOnlyDictionary<string, string>> DeleteAsync(IReadOnlyList<Letter> letters)
    {
        // First, so that a renewal does not report messages that were just deleted.
        var leases = letters.Select(letter => _leases.TryRemove(letter.Id, out var lease) ? lease : new Lease(letter.Message.ReceiptHandle, default, default)).ToList();
        var left = await _queue.DeleteAsync([.. letters.Zip(leases, static (letter, lease) => (letter.Id, lease.ReceiptHandle))]);
        foreach (var (letter, lease) in letters.Zip(leases).Where(held => left.ContainsKey(held.First.Id)))
        {
            _leases[letter.Id] = lease;
        }

        return left;
    }

    /// <summary>Makes messages visible again, so that other readers see them while this program works on the rest.</summary>
    /// <param name="keep">The messages that stay hidden.</param>
    public async Task ReleaseAllButAsync(IEnumerable<Letter> keep)
    {
        await _changing.WaitAsync(CancellationToken.None);
        try
        {
            await ReleaseAsync(keep.Select(static letter => letter.Id).ToHashSet(StringComparer.Ordinal), Task.CompletedTask);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Makes all held messages visible again. After an interruption this takes at most a second; what is still hidden then is reported.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await ReleaseAsync([], _renewing);
        _stop.Dispose();
    }

    private async Task ReleaseAsync(HashSet<string> keep, Task renewing)
    {
        using var limit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        await using var registration = _interrupted.Register(() => limit.CancelAfter(MaxRelease));
        // Messages are made visible even if extending them failed.
        await renewing.WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _surplus.Clear();
        var left = new ConcurrentBag<(string Id, DateTimeOffset HiddenUntil)>();
        await SideBySide.ForEachAsync(_leases.Where(held => !keep.Contains(held.Key)).Chunk(SqsLimits.EntriesPerRequest), VisibilityCalls, async ten =>
        {
            var failed = await _queue.ChangeVisibilityAsync(HandlesOf(ten), TimeSpan.Zero, limit.Token);
            foreach (var (id, lease) in ten)
            {
                _leases.TryRemove(id, out _);
                if (failed.ContainsKey(id) && lease.HiddenUntil > _time.GetUtcNow())
                {
                    left.Add((id, lease.HiddenUntil));
                }
            }
        });
        if (!left.IsEmpty)
        {
            _say($"{Counted.Of(left.Count, "message")} could not be made visible, and {(left.Count == 1 ? "stays" : "stay")} hidden until {Timestamp.Format(left.Max(static held => held.HiddenUntil))} at the latest: {Names(left.Select(static held => held.Id))}.");
        }
    }

    // A standard queue may deliver a message twice; the latest receipt handle is the valid one.
    private bool IsNew(Message message, DateTimeOffset receivedAt)
    {
        var isNew = !_leases.ContainsKey(message.MessageId);
        _leases[message.MessageId] = new Lease(message.ReceiptHandle, receivedAt, receivedAt + _lease);
        return isNew;
    }

    private async Task RenewAsync()
    {
        try
        {
            using var third = new PeriodicTimer(_lease / 3, _time);
            while (await third.WaitForNextTickAsync(_stop.Token))
            {
                await _changing.WaitAsync(_stop.Token);
                try
                {
                    await RenewOnceAsync();
                }
                finally
                {
                    _changing.Release();
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    private async Task RenewOnceAsync()
    {
        var now = _time.GetUtcNow();
        var failed = new ConcurrentBag<(string Id, Lease Lease, string Cause)>();
        // What became visible may be another reader's.
        var held = _leases.Where(held => held.Value.HiddenUntil > now).OrderBy(static held => held.Value.HiddenUntil).ToLookup(held => held.Value.CanBeExtended(now + _lease));
        foreach (var (id, lease) in held[false].Where(static held => !held.Value.IsLast))
        {
            _leases.TryUpdate(id, lease with { IsLast = true }, lease);
            failed.Add((id, lease with { IsLast = true }, "SQS hides a message for at most 12 hours"));
        }

        await SideBySide.ForEachAsync(held[true].Chunk(SqsLimits.EntriesPerRequest), VisibilityCalls, async ten =>
        {
            if (_stop.IsCancellationRequested)
            {
                return;
            }

            var start = _time.GetUtcNow();
            var causes = await _queue.ChangeVisibilityAsync(HandlesOf(ten), _lease, CancellationToken.None);
            foreach (var (id, lease) in ten)
            {
                if (causes.TryGetValue(id, out var cause))
                {
                    failed.Add((id, lease, cause));
                }
                else
                {
                    _leases.TryUpdate(id, lease with { HiddenUntil = start + _lease }, lease);
                }
            }
        });
        // A message that was deleted meanwhile cannot be extended either.
        foreach (var group in failed.Where(one => _leases.GetValueOrDefault(one.Id) == one.Lease).GroupBy(static one => one.Cause))
        {
            _say($"{Counted.Of(group.Count(), "message")} could not be kept hidden ({group.Key}), and will not be sent or deleted once visible to other readers, from {Timestamp.Format(group.Min(static one => one.Lease.HiddenUntil))}: {Names(group.Select(static one => one.Id))}.");
        }
    }

    private static IReadOnlyList<(string Id, string ReceiptHandle)> HandlesOf(IEnumerable<KeyValuePair<string, Lease>> held) =>
        [.. held.Select(static held => (held.Key, held.Value.ReceiptHandle))];

    private static string Names(IEnumerable<string> ids)
    {
        var all = ids.Order(StringComparer.Ordinal).ToList();
        return $"{string.Join(", ", all.Take(NamedMessages))}{(all.Count > NamedMessages ? $" and {all.Count - NamedMessages:N0} more" : "")}";
    }

    /// <summary>How long a message is hidden, by this program's calls: SQS hides it at least until then.</summary>
    private sealed record Lease(string ReceiptHandle, DateTimeOffset ReceivedAt, DateTimeOffset HiddenUntil)
    {
        /// <summary>Whether it was reported that the message cannot be extended any more.</summary>
        public bool IsLast { get; init; }

        public bool CanBeExtended(DateTimeOffset until) => until <= ReceivedAt + SqsLimits.VisibilityTimeout;
    }
}

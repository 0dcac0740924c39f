using System.Collections.Concurrent;
using Amazon.SQS.Model;
using Orders.Model;
using Orders.Operations.Terminal;
using Orders.Queues;
using Orders.Resilience;

namespace Orders.Operations.DeadLetters;

/// <summary>
/// The visibility timeouts of received messages. They are extended while this object lives, for at most the 12 hours that SQS allows.
/// Disposing makes the messages visible again.
/// </summary>
internal sealed class Leases : IAsyncDisposable
{
    // At 50 ms a call, 100,000 messages are extended in 16 s: within a third of the default lease of 60 s.
    private const int SideBySideCalls = 32;
    private const int NamedMessages = 5;

    private static readonly TimeSpan MaxRelease = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Lease> _held = new(StringComparer.Ordinal);
    private readonly LetterQueue _queue;
    private readonly TimeSpan _duration;
    private readonly TimeProvider _time;
    private readonly Action<string> _say;
    private readonly CancellationToken _interrupted;
    // A renewal that arrives after a release would hide the message again.
    private readonly SemaphoreSlim _changing = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _renewing;

    /// <inheritdoc cref="LetterHold(LetterQueue, TimeSpan, TimeProvider, Action{string}?, CancellationToken)"/>
    public Leases(LetterQueue queue, TimeSpan duration, TimeProvider time, Action<string> say, CancellationToken interrupted)
    {
        (_queue, _duration, _time, _say, _interrupted) = (queue, duration, time, say, interrupted);
        _renewing = RenewAsync();
    }

    /// <summary>The number of messages.</summary>
    public int Count => _held.Count;

    /// <summary>Adds a received message. A standard queue may deliver a message twice; the latest receipt handle is the valid one.</summary>
    /// <returns>Whether the message is new.</returns>
    public bool Add(Message message, DateTimeOffset receivedAt)
    {
        var isNew = !_held.ContainsKey(message.MessageId);
        _held[message.MessageId] = new Lease(message.ReceiptHandle, receivedAt, receivedAt + _duration);
        return isNew;
    }

    /// <summary>Returns whether a message is hidden, and stays so for at least a third of a lease.</summary>
    // By the wall clock, which goes on while a computer sleeps.
    public bool Contains(string id) => _held.TryGetValue(id, out var lease) && lease.HiddenUntil - _time.GetUtcNow() >= _duration / 3;

    /// <summary>Deletes up to ten messages; those that could not be deleted are still held.</summary>
    /// <returns>The cause for each message that could not be deleted, by its id.</returns>
    public async Task<IReadOnlyDictionary<string, string>> DeleteAsync(IReadOnlyList<Letter> letters)
    {
        // Removed first, so that a renewal does not report messages that were just deleted.
        var leases = letters.Select(letter => _held.TryRemove(letter.Id, out var lease) ? lease : new Lease(letter.Message.ReceiptHandle, default, default)).ToList();
        var left = await _queue.DeleteAsync([.. letters.Zip(leases, static (letter, lease) => (letter.Id, lease.ReceiptHandle))]);
        foreach (var (letter, lease) in letters.Zip(leases).Where(held => left.ContainsKey(held.First.Id)))
        {
            _held[letter.Id] = lease;
        }

        return left;
    }

    /// <summary>Makes messages visible again.</summary>
    /// <param name="keep">The ids of the messages that stay hidden.</param>
    public async Task ReleaseAllButAsync(HashSet<string> keep)
    {
        await _changing.WaitAsync(CancellationToken.None);
        try
        {
            await ReleaseAsync(keep, Task.CompletedTask);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Makes all messages visible again. After an interruption this takes at most a second; what is still hidden then is reported.</summary>
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
        var left = new ConcurrentBag<(string Id, DateTimeOffset HiddenUntil)>();
        await SideBySide.ForEachAsync(_held.Where(held => !keep.Contains(held.Key)).Chunk(SqsLimits.EntriesPerRequest), SideBySideCalls, async ten =>
        {
            var failed = await _queue.ChangeVisibilityAsync(HandlesOf(ten), TimeSpan.Zero, limit.Token);
            foreach (var (id, lease) in ten)
            {
                _held.TryRemove(id, out _);
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

    private async Task RenewAsync()
    {
        try
        {
            using var third = new PeriodicTimer(_duration / 3, _time);
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
        var held = _held.Where(held => held.Value.HiddenUntil > now).OrderBy(static held => held.Value.HiddenUntil).ToLookup(held => held.Value.CanBeExtended(now + _duration));
        foreach (var (id, lease) in held[false].Where(static held => !held.Value.IsLast))
        {
            _held.TryUpdate(id, lease with { IsLast = true }, lease);
            failed.Add((id, lease with { IsLast = true }, "SQS hides a message for at most 12 hours"));
        }

        await SideBySide.ForEachAsync(held[true].Chunk(SqsLimits.EntriesPerRequest), SideBySideCalls, async ten =>
        {
            if (_stop.IsCancellationRequested)
            {
                return;
            }

            var start = _time.GetUtcNow();
            var causes = await _queue.ChangeVisibilityAsync(HandlesOf(ten), _duration, CancellationToken.None);
            foreach (var (id, lease) in ten)
            {
                if (causes.TryGetValue(id, out var cause))
                {
                    failed.Add((id, lease, cause));
                }
                else
                {
                    _held.TryUpdate(id, lease with { HiddenUntil = start + _duration }, lease);
                }
            }
        });
        // A message that was deleted meanwhile cannot be extended either.
        foreach (var group in failed.Where(one => _held.GetValueOrDefault(one.Id) == one.Lease).GroupBy(static one => one.Cause))
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

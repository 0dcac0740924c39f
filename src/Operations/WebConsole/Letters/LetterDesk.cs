using System.Collections.Concurrent;
using Orders.Operations.DeadLetters;
using Orders.Operations.WebConsole.Deployments;

namespace Orders.Operations.WebConsole.Letters;

/// <summary>The result of reading a dead-letter queue.</summary>
/// <param name="Selection">The messages.</param>
/// <param name="At">When the read started.</param>
/// <param name="Limit">The maximum number of messages that it could return; null for no limit.</param>
internal sealed record Look(Selection Selection, DateTimeOffset At, int? Limit)
{
    /// <summary>Whether the whole queue was read.</summary>
    public bool IsComplete => Selection.IsComplete && Selection.Letters.Count < (Limit ?? int.MaxValue);

    /// <summary>Returns the message with an id; null if it was not seen.</summary>
    public Letter? Find(string id) => Selection.Letters.FirstOrDefault(letter => letter.Id == id);
}

/// <summary>
/// Reads dead-letter queues. A read hides messages for a moment, also from other readers. So a queue is read only if an operator asks for it,
/// one read at a time and none while its messages are moved, and the last result is kept.
/// </summary>
internal sealed class LetterDesk(ConsoleDeployment deployment, TimeProvider time)
{
    /// <summary>The maximum number of messages that a read returns, unless an operator asks for all.</summary>
    private const int Most = 2_000;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, Shelf> _shelves = new(StringComparer.Ordinal);

    /// <summary>Returns the last result if it is recent enough, or while the queue's messages are moved; otherwise reads the queue.</summary>
    public async Task<Look> LookAsync(QueueRole queue, LetterRead read, CancellationToken cancellationToken)
    {
        var shelf = ShelfOf(queue);
        if (shelf.IsBusy)
        {
            // A move may take minutes. It cannot be read beside it.
            return shelf.Last ?? new Look(Selection.None with { IsComplete = false }, time.GetUtcNow(), Limit: null);
        }

        await shelf.Gate.WaitAsync(cancellationToken);
        try
        {
            return shelf.Last is { } kept && read.Accepts(kept, time.GetUtcNow()) ? kept : shelf.Last = await TakeAsync(queue, read == LetterRead.All ? null : Most, cancellationToken);
        }
        finally
        {
            shelf.Gate.Release();
        }
    }

    /// <summary>Returns a message that was seen; null if there is none with this id.</summary>
    public async Task<Letter?> FindAsync(QueueRole queue, string id, CancellationToken cancellationToken) =>
        ShelfOf(queue).Last?.Find(id) ?? (await LookAsync(queue, LetterRead.New, cancellationToken)).Find(id);

    /// <summary>Whether messages of a queue are being moved.</summary>
    public bool IsBusy(QueueRole queue) => ShelfOf(queue).IsBusy;

    /// <summary>Runs work that moves a queue's messages, with exclusive access to the queue.</summary>
    public Task<T> AloneAsync<T>(QueueRole queue, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var shelf = ShelfOf(queue);
        return LookAloneAsync(
            queue,
            async () =>
            {
                shelf.IsBusy = true;
                try
                {
                    return await work();
                }
                finally
                {
                    (shelf.IsBusy, shelf.Last) = (false, null);
                }
            },
            cancellationToken);
    }

    /// <summary>Runs work that looks at a queue's messages and moves none, with exclusive access to the queue. The last read stays good.</summary>
    public async Task<T> LookAloneAsync<T>(QueueRole queue, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var gate = ShelfOf(queue).Gate;
        await gate.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            gate.Release();
        }
    }

    private Shelf ShelfOf(QueueRole queue) => _shelves.GetOrAdd(queue.Name, static _ => new Shelf());

    private async Task<Look> TakeAsync(QueueRole queue, int? limit, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        await using var open = await OpenQueue.OpenAsync(deployment.Connection, queue, Lease, cancellationToken);
        open.SaysNotes = false;
        return new Look(await open.SelectAsync(new LetterFilter { Limit = limit, IncludesLater = true }, static _ => { }, cancellationToken), at, limit);
    }

    private sealed class Shelf
    {
        private volatile Look? _last;
        private volatile bool _isBusy;

        public SemaphoreSlim Gate { get; } = new(1);

        public Look? Last
        {
            get => _last;
            set => _last = value;
        }

        public bool IsBusy
        {
            get => _isBusy;
            set => _isBusy = value;
        }
    }
}

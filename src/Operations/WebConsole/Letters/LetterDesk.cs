using System.Collections.Concurrent;
using Orders.Operations.DeadLetters;
using Orders.Operations.WebConsole.Deployments;

namespace Orders.Operations.WebConsole.Letters;

/// <summary>The result of reading a dead-letter queue.</summary>
/// <param name="Selection">The messages.</param>
/// <param name="At">When the read started.</param>
internal sealed record Look(Selection Selection, DateTimeOffset At)
{
    /// <summary>Whether the whole queue was read.</summary>
    public bool IsComplete => Selection is { IsComplete: true, Letters.Count: < LetterDesk.Most };

    /// <summary>Returns the message with an id; null if it was not seen.</summary>
    public Letter? Find(string id) => Selection.Letters.FirstOrDefault(letter => letter.Id == id);
}

/// <summary>
/// Reads dead-letter queues. A read hides messages for a moment, also from other reads. So each queue has one read at a time and none while
/// its messages are moved, and the last result is kept.
/// </summary>
internal sealed class LetterDesk(ConsoleDeployment deployment, TimeProvider time)
{
    /// <summary>The maximum number of messages that a read returns.</summary>
    public const int Most = 2_000;

    /// <summary>How long another page's result is reused.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, Shelf> _shelves = new(StringComparer.Ordinal);

    /// <summary>Reads a queue, or returns the last result while its messages are moved.</summary>
    public async Task<Look> LookAsync(QueueRole queue, CancellationToken cancellationToken)
    {
        var shelf = ShelfOf(queue);
        if (shelf is { IsBusy: true, Last: { } last })
        {
            return last;
        }

        await shelf.Gate.WaitAsync(cancellationToken);
        try
        {
            return shelf.Last is { } fresh && time.GetUtcNow() - fresh.At < FreshFor ? fresh : shelf.Last = await TakeAsync(queue, cancellationToken);
        }
        finally
        {
            shelf.Gate.Release();
        }
    }

    /// <summary>Returns a message that was seen; null if there is none with this id.</summary>
    public async Task<Letter?> FindAsync(QueueRole queue, string id, CancellationToken cancellationToken) =>
        ShelfOf(queue).Last?.Find(id) ?? (await LookAsync(queue, cancellationToken)).Find(id);

    /// <summary>Whether messages of a queue are being moved.</summary>
    public bool IsBusy(QueueRole queue) => ShelfOf(queue).IsBusy;

    /// <summary>Runs work that moves a queue's messages, with exclusive access to the queue.</summary>
    public async Task<T> AloneAsync<T>(QueueRole queue, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var shelf = ShelfOf(queue);
        await shelf.Gate.WaitAsync(cancellationToken);
        shelf.IsBusy = true;
        try
        {
            return await work();
        }
        finally
        {
            (shelf.IsBusy, shelf.Last) = (false, null);
            shelf.Gate.Release();
        }
    }

    private Shelf ShelfOf(QueueRole queue) => _shelves.GetOrAdd(queue.Name, static _ => new Shelf());

    private async Task<Look> TakeAsync(QueueRole queue, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        await using var open = await OpenQueue.OpenAsync(deployment.Connection, queue, Lease, cancellationToken);
        return new Look(await open.SelectAsync(new LetterFilter { Limit = Most, IncludesLater = true }, static _ => { }, cancellationToken), at);
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

using System.Collections.Concurrent;
using Orders.Operations.DeadLetters;
using Orders.Operations.WebConsole.Deployments;

namespace Orders.Operations.WebConsole.Letters;

/// <summary>What a look at a dead-letter queue has found.</summary>
/// <param name="Selection">The messages.</param>
/// <param name="At">When it began.</param>
internal sealed record Look(Selection Selection, DateTimeOffset At)
{
    /// <summary>Whether all of the queue was seen.</summary>
    public bool IsComplete => Selection is { IsComplete: true, Letters.Count: < LetterDesk.Most };

    /// <summary>The message of this id, if it was seen.</summary>
    public Letter? Find(string id) => Selection.Letters.FirstOrDefault(letter => letter.Id == id);
}

/// <summary>
/// Looks at dead-letter queues. A look hides what it sees for a moment, from other looks, too: so there is one at a time for a queue, none
/// while messages are moved, and what it saw is kept to be read again.
/// </summary>
internal sealed class LetterDesk(ConsoleDeployment deployment, TimeProvider time)
{
    /// <summary>As many messages as a look sees at most.</summary>
    public const int Most = 2_000;

    /// <summary>A look that somebody else has just made is as good as one's own.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, Shelf> _shelves = new(StringComparer.Ordinal);

    /// <summary>Looks at a queue, or, while its messages are moved, tells what was seen last.</summary>
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

    /// <summary>A message that was seen; null where there is none of this id.</summary>
    public async Task<Letter?> FindAsync(QueueRole queue, string id, CancellationToken cancellationToken) =>
        ShelfOf(queue).Last?.Find(id) ?? (await LookAsync(queue, cancellationToken)).Find(id);

    /// <summary>Whether messages of a queue are moved right now.</summary>
    public bool IsBusy(QueueRole queue) => ShelfOf(queue).IsBusy;

    /// <summary>Has a queue for itself while its messages are moved.</summary>
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

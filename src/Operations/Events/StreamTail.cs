using Orders.Operations.Streams;

namespace Orders.Operations.Events;

/// <summary>
/// Reads a table's stream beside Lambda without disturbing it: all shards, each after its parent, so that one order's changes come in order.
/// A shard allows two readers: Lambda and this one.
/// </summary>
/// <param name="source">The stream.</param>
/// <param name="time">Waits between reads.</param>
/// <param name="say">Receives a line if something is wrong.</param>
internal sealed class StreamTail(IStreamSource source, TimeProvider time, Action<string> say)
{
    private static readonly TimeSpan ShardPoll = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Task> _shards = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Reads while records are wanted.</summary>
    /// <param name="fromOldest">Whether to start at the oldest record; otherwise at new ones.</param>
    /// <param name="take">Receives each record, never concurrently; returns whether to continue.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task RunAsync(bool fromOldest, Func<StreamRecord, bool> take, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        void Take(StreamRecord record)
        {
            lock (_gate)
            {
                if (!end.IsCancellationRequested && !take(record))
                {
                    end.Cancel();
                }
            }
        }

        try
        {
            var start = fromOldest ? ShardPosition.Oldest : ShardPosition.Newest;
            while (true)
            {
                await StartShardsAsync(start, Take, end.Token);
                // Shards that appear later continue one that is being read.
                start = ShardPosition.Oldest;
                await WaitAsync(end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Enough records were read.
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(_shards.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task StartShardsAsync(ShardPosition start, Action<StreamRecord> take, CancellationToken cancellationToken)
    {
        var listed = (await source.ShardsAsync(cancellationToken)).ToDictionary(static shard => shard.Id, StringComparer.Ordinal);
        if (start == ShardPosition.Newest)
        {
            // A shard with children is closed and gets no new records.
            foreach (var closed in listed.Values.Select(static shard => shard.ParentId).OfType<string>())
            {
                _shards[closed] = Task.CompletedTask;
            }
        }

        foreach (var shard in listed.Values)
        {
            _ = Start(shard);
        }

        Task Start(StreamShard shard)
        {
            if (!_shards.TryGetValue(shard.Id, out var running))
            {
                // A parent that is not listed was dropped.
                var parent = shard.ParentId is { } id && listed.TryGetValue(id, out var before) ? Start(before) : Task.CompletedTask;
                running = _shards[shard.Id] = RunAfterAsync(parent, shard.Id, start, take, cancellationToken);
            }

            return running;
        }
    }

    private async Task RunAfterAsync(Task parent, string shardId, ShardPosition start, Action<StreamRecord> take, CancellationToken cancellationToken)
    {
        await parent;
        await new ShardTail(shardId, source, time, say).RunAsync(start, take, cancellationToken);
    }

    /// <summary>Waits until a shard ends, because it may then have children, or until it is time to list shards again.</summary>
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var running = _shards.Values.Where(static shard => !shard.IsCompletedSuccessfully).ToList();
        await await Task.WhenAny([.. running, Task.Delay(ShardPoll, time, cancellationToken)]);
    }
}

using Orders.Operations.Streams;

namespace Orders.Operations.Events;

/// <summary>
/// Reads a table's stream beside Lambda, which does not notice: all shards, a shard after its parent, so that the changes of one order
/// come in their order. A shard takes two readers at most: Lambda is one, and this is the other.
/// </summary>
/// <param name="source">The stream.</param>
/// <param name="time">Waits between reads.</param>
/// <param name="say">Takes a line where something is amiss.</param>
internal sealed class StreamTail(IStreamSource source, TimeProvider time, Action<string> say)
{
    private static readonly TimeSpan ShardPoll = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Task> _shards = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Reads for as long as records are wanted.</summary>
    /// <param name="fromOldest">Whether from the oldest record that is there; else from now on.</param>
    /// <param name="take">Is given each record, never two at once; says whether more are wanted.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
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
                // What appears from now on continues a shard that is being read.
                start = ShardPosition.Oldest;
                await WaitAsync(end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Enough.
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
            // A shard with children is closed, and nothing new comes there.
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
                // A parent that is not listed any more has been dropped.
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

    /// <summary>Until a shard ends, as it may have children then, or it is time to look for new ones.</summary>
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var running = _shards.Values.Where(static shard => !shard.IsCompletedSuccessfully).ToList();
        await await Task.WhenAny([.. running, Task.Delay(ShardPoll, time, cancellationToken)]);
    }
}

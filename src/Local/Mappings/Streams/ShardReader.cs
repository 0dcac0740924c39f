namespace Orders.Local.Mappings.Streams;

/// <summary>Reads one shard from its oldest record and deals the records out to lanes by key.</summary>
sealed class ShardReader(
    string shardId, IStreamSource source, IReadOnlyList<StreamLane> lanes, MappingCounters counters, TimeProvider time, Action<string>? report)
{
    /// <summary>A stream has no long poll. Each read costs the emulator's writers time, so even a busy stream is left to gather a few records.</summary>
    static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    readonly Backoff _pause = new(ShortestPause, LongestPause);
    string? _lastSequenceNumber;

    /// <summary>Runs until the shard is closed and read to its end.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        string? iterator = null;
        while (true)
        {
            try
            {
                iterator ??= await source.IteratorAsync(shardId, _lastSequenceNumber, cancellation);
                var page = await source.ReadAsync(iterator, cancellation);
                await DealAsync(page.Records, cancellation);
                iterator = page.NextIterator;
                if (iterator is null)
                {
                    break;
                }
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                // A poller's boundary: an iterator lives for 15 minutes, the stream may be out of reach. Go on behind what was read.
                report?.Invoke($"The shard {shardId} can't be read: {e.Message}");
                iterator = null;
                _pause.Fail();
            }

            await Task.Delay(_pause.Delay, time, cancellation);
        }

        foreach (var lane in lanes)
        {
            lane.Writer.Complete();
        }
    }

    async Task DealAsync(IReadOnlyList<StreamRecord> records, CancellationToken cancellation)
    {
        if (records.Count > 0)
        {
            _pause.Reset();
        }

        _pause.Fail();
        counters.AddPolled(records.Count);
        foreach (var record in records)
        {
            await lanes[(int)(record.KeyHash % (uint)lanes.Count)].Writer.WriteAsync(record, cancellation);
            _lastSequenceNumber = record.SequenceNumber;
        }
    }
}

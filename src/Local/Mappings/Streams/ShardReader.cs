using Orders.Operations.Streams;

namespace Orders.Local.Mappings.Streams;

/// <summary>Reads one shard from its oldest record and deals the records out to lanes by key.</summary>
sealed class ShardReader(
    string shardId, IStreamSource source, IReadOnlyList<StreamLane> lanes, MappingCounters counters, TimeProvider time, Action<string>? report)
{
    /// <summary>
    /// A stream has no long poll: Lambda reads a shard at a base rate of four times a second (Lambda Developer Guide, "Process
    /// DynamoDB records with Lambda"), and so do we. A busy stream so gathers a batch worth an invocation.
    /// </summary>
    static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(250);

    string? _lastSequenceNumber;

    /// <summary>Runs until the shard is closed and read to its end.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        string? iterator = null;
        while (true)
        {
            try
            {
                iterator ??= await source.IteratorAsync(shardId, ShardPosition.After(_lastSequenceNumber), cancellation);
                var page = await source.ReadAsync(iterator, cancellation);
                await DealAsync(page.Records, cancellation);
                iterator = page.NextIterator;
                if (iterator is null)
                {
                    break;
                }

                if (page.Records.Count >= DynamoDbStream.RecordsPerRead)
                {
                    // There is more: only what has been read to its end is left alone for a while.
                    continue;
                }
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                // A poller's boundary: an iterator lives for 15 minutes, the stream may be out of reach. Go on behind what was read.
                report?.Invoke($"The shard {shardId} can't be read: {e.Message}");
                iterator = null;
            }

            await Task.Delay(BetweenReads, time, cancellation);
        }

        foreach (var lane in lanes)
        {
            lane.Writer.Complete();
        }
    }

    async Task DealAsync(IReadOnlyList<StreamRecord> records, CancellationToken cancellation)
    {
        counters.AddPolled(records.Count);
        foreach (var record in records)
        {
            await lanes[(int)(record.KeyHash % (uint)lanes.Count)].Writer.WriteAsync(record, cancellation);
            _lastSequenceNumber = record.SequenceNumber;
        }
    }
}

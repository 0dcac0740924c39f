using Orders.Operations.Streams;

namespace Orders.Local.Mappings.Streams;

/// <summary>Reads one shard from its oldest record, and distributes the records to lanes by key.</summary>
sealed class ShardReader(
    string shardId, IStreamSource source, IReadOnlyList<StreamLane> lanes, MappingCounters counters, TimeProvider time, Action<string>? report)
{
    /// <summary>
    /// A stream has no long poll: Lambda reads a shard at a base rate of four times a second (Lambda Developer Guide, "Process DynamoDB records
    /// with Lambda"), and this reader does the same. So a busy stream collects a batch worth an invocation.
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
                    // There may be more records; the pause follows only a read to the end.
                    continue;
                }
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                // A poller's boundary: an iterator expires after 15 minutes, or the stream is unreachable. Continues after the last record read.
                report?.Invoke($"The shard {shardId} cannot be read: {e.Message}");
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

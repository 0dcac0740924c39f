using System.Threading.Channels;
using Orders.Local.Lambda;
using Orders.Operations.Streams;

namespace Orders.Local.Mappings.Streams;

/// <summary>The records of a shard whose keys belong to this lane, in order: one batch at a time, with its own checkpoint.</summary>
sealed class StreamLane(StreamBatchRunner runner, StreamMappingOptions options, TimeProvider time)
{
    /// <summary>The maximum number of records that wait in a lane.</summary>
    const int Capacity = 10_000;

    readonly Channel<StreamRecord> _records = Channel.CreateBounded<StreamRecord>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, SingleWriter = true });

    public ChannelWriter<StreamRecord> Writer => _records.Writer;

    /// <summary>Runs batches until the shard has ended, or until cancelled between two invocations.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (await _records.Reader.WaitToReadAsync(cancellation))
        {
            await runner.RunAsync(await GatherAsync(cancellation), cancellation);
        }
    }

    async Task<List<StreamRecord>> GatherAsync(CancellationToken cancellation)
    {
        var (batch, bytes, opened) = (new List<StreamRecord>(), 0L, time.GetTimestamp());
        while (batch.Count < options.BatchSize)
        {
            if (_records.Reader.TryPeek(out var record))
            {
                const int separator = 20;
                if (batch.Count > 0 && bytes + record.Json.Length + separator > LambdaLimits.PayloadBytes)
                {
                    break;
                }

                _records.Reader.TryRead(out _);
                batch.Add(record);
                bytes += record.Json.Length + separator;
                continue;
            }

            var left = options.MaximumBatchingWindow - time.GetElapsedTime(opened);
            if (left <= TimeSpan.Zero || !await MoreAsync(left, cancellation))
            {
                break;
            }
        }

        return batch;
    }

    async Task<bool> MoreAsync(TimeSpan left, CancellationToken cancellation)
    {
        try
        {
            return await _records.Reader.WaitToReadAsync(cancellation).AsTask().WaitAsync(left, time, cancellation);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}

namespace Orders.Operations.Streams;

/// <summary>A table's stream as its readers see it.</summary>
public interface IStreamSource
{
    /// <summary>All shards of the stream.</summary>
    Task<IReadOnlyList<StreamShard>> ShardsAsync(CancellationToken cancellation);

    /// <summary>An iterator at a position of a shard.</summary>
    Task<string> IteratorAsync(string shardId, ShardPosition position, CancellationToken cancellation);

    /// <summary>The records at an iterator, at most 1,000.</summary>
    Task<StreamPage> ReadAsync(string iterator, CancellationToken cancellation);
}

namespace Orders.Operations.Streams;

/// <summary>A table's stream.</summary>
public interface IStreamSource
{
    /// <summary>Returns all shards of the stream.</summary>
    Task<IReadOnlyList<StreamShard>> ShardsAsync(CancellationToken cancellation);

    /// <summary>Returns an iterator at a position of a shard.</summary>
    Task<string> IteratorAsync(string shardId, ShardPosition position, CancellationToken cancellation);

    /// <summary>Returns the records at an iterator, at most 1,000.</summary>
    Task<StreamPage> ReadAsync(string iterator, CancellationToken cancellation);
}

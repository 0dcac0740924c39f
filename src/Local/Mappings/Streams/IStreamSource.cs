namespace Orders.Local.Mappings.Streams;

/// <summary>A table's stream as the mapping reads it.</summary>
public interface IStreamSource
{
    /// <summary>All shards of the stream.</summary>
    Task<IReadOnlyList<StreamShard>> ShardsAsync(CancellationToken cancellation);

    /// <summary>An iterator behind a sequence number, or at the oldest record (TRIM_HORIZON) for null.</summary>
    Task<string> IteratorAsync(string shardId, string? afterSequenceNumber, CancellationToken cancellation);

    /// <summary>The records at an iterator, at most 1,000.</summary>
    Task<StreamPage> ReadAsync(string iterator, CancellationToken cancellation);
}

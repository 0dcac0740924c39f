namespace Orders.Operations.Streams;

/// <summary>A record of a table's stream, ready for an event.</summary>
/// <param name="SequenceNumber">Its place in the shard.</param>
/// <param name="KeyHash">The same for every record of an item.</param>
/// <param name="CreatedAt">About when the item changed.</param>
/// <param name="Json">The record as Lambda's event has it; images are the stream's own bytes.</param>
public sealed record StreamRecord(string SequenceNumber, uint KeyHash, DateTimeOffset CreatedAt, ReadOnlyMemory<byte> Json);

/// <summary>A part of a table's stream.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ParentId">The shard that it continues, and whose records come first.</param>
public sealed record StreamShard(string Id, string? ParentId);

/// <summary>What one read of a shard gave.</summary>
/// <param name="Records">The records in order.</param>
/// <param name="NextIterator">Where to go on; null at the end of a closed shard.</param>
public sealed record StreamPage(IReadOnlyList<StreamRecord> Records, string? NextIterator);

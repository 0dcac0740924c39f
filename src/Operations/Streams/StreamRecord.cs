namespace Orders.Operations.Streams;

/// <summary>A stream record in the form of Lambda's event.</summary>
/// <param name="SequenceNumber">The record's sequence number in the shard.</param>
/// <param name="KeyHash">A hash that all records of an item share.</param>
/// <param name="CreatedAt">The approximate time of the change.</param>
/// <param name="Json">The record as in Lambda's event; images are the stream's own bytes.</param>
public sealed record StreamRecord(string SequenceNumber, uint KeyHash, DateTimeOffset CreatedAt, ReadOnlyMemory<byte> Json);

/// <summary>A shard of a table's stream.</summary>
/// <param name="Id">The shard's id.</param>
/// <param name="ParentId">The shard that it continues, whose records come first.</param>
public sealed record StreamShard(string Id, string? ParentId);

/// <summary>The result of one read of a shard.</summary>
/// <param name="Records">The records in order.</param>
/// <param name="NextIterator">The iterator of the next read; null at the end of a closed shard.</param>
public sealed record StreamPage(IReadOnlyList<StreamRecord> Records, string? NextIterator);

namespace Orders.Operations.Streams;

/// <summary>A start position in a shard (DynamoDB Streams API Reference, GetShardIterator).</summary>
/// <param name="IteratorType">The service's name of the position.</param>
/// <param name="SequenceNumber">The record's sequence number, if the position needs one.</param>
public readonly record struct ShardPosition(string IteratorType, string? SequenceNumber = null)
{
    /// <summary>The oldest record that the stream has.</summary>
    public static ShardPosition Oldest { get; } = new("TRIM_HORIZON");

    /// <summary>After the newest record.</summary>
    public static ShardPosition Newest { get; } = new("LATEST");

    /// <summary>Returns the position of a record.</summary>
    public static ShardPosition At(string sequenceNumber) => new("AT_SEQUENCE_NUMBER", sequenceNumber);

    /// <summary>Returns the position after a record; for null the oldest one.</summary>
    public static ShardPosition After(string? sequenceNumber) => sequenceNumber is null ? Oldest : new("AFTER_SEQUENCE_NUMBER", sequenceNumber);
}

namespace Orders.Operations.Streams;

/// <summary>Where in a shard reading begins (DynamoDB Streams API Reference, GetShardIterator).</summary>
/// <param name="IteratorType">The service's word for it.</param>
/// <param name="SequenceNumber">The record that it is told by, where it is.</param>
public readonly record struct ShardPosition(string IteratorType, string? SequenceNumber = null)
{
    /// <summary>At the oldest record that the stream still has.</summary>
    public static ShardPosition Oldest { get; } = new("TRIM_HORIZON");

    /// <summary>Behind the newest record.</summary>
    public static ShardPosition Newest { get; } = new("LATEST");

    /// <summary>At a record.</summary>
    public static ShardPosition At(string sequenceNumber) => new("AT_SEQUENCE_NUMBER", sequenceNumber);

    /// <summary>Behind a record; at the oldest one for null.</summary>
    public static ShardPosition After(string? sequenceNumber) => sequenceNumber is null ? Oldest : new("AFTER_SEQUENCE_NUMBER", sequenceNumber);
}

namespace Orders.Local.Mappings.Streams;

/// <summary>The settings of a <see cref="StreamEventSourceMapping"/>, in the service's terms.</summary>
public sealed record StreamMappingOptions
{
    /// <summary>The value of <see cref="MaximumRetryAttempts"/> for no limit.</summary>
    public const int Unlimited = -1;

    /// <summary>The stream's ARN in events and failure reports.</summary>
    public required string StreamArn { get; init; }

    /// <summary>The maximum number of records in one invocation.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>The batching window.</summary>
    public TimeSpan MaximumBatchingWindow { get; init; }

    /// <summary>The number of concurrent batches of one shard.</summary>
    public int ParallelizationFactor { get; init; } = 1;

    /// <summary>The maximum number of retries of a failed batch; <see cref="Unlimited"/> for no limit.</summary>
    public int MaximumRetryAttempts { get; init; } = Unlimited;

    /// <summary>The maximum age of a record before it is discarded; null for no limit.</summary>
    public TimeSpan? MaximumRecordAge { get; init; }

    /// <summary>Whether a batch whose invocation failed is split in two.</summary>
    public bool BisectBatchOnFunctionError { get; init; }
}

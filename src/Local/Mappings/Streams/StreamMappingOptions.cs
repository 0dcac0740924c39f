namespace Orders.Local.Mappings.Streams;

/// <summary>The settings of a <see cref="StreamEventSourceMapping"/>, in the service's terms.</summary>
public sealed record StreamMappingOptions
{
    /// <summary>The value of <see cref="MaximumRetryAttempts"/> for no limit.</summary>
    public const int Unlimited = -1;

    /// <summary>The stream's ARN, as events and failure reports name it.</summary>
    public required string StreamArn { get; init; }

    /// <summary>The most records in one invocation.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>For how long a batch is gathered.</summary>
    public TimeSpan MaximumBatchingWindow { get; init; }

    /// <summary>How many batches of one shard run at once.</summary>
    public int ParallelizationFactor { get; init; } = 1;

    /// <summary>How often a failed batch is tried again; <see cref="Unlimited"/> for no limit.</summary>
    public int MaximumRetryAttempts { get; init; } = Unlimited;

    /// <summary>Older records are discarded; null for no limit.</summary>
    public TimeSpan? MaximumRecordAge { get; init; }

    /// <summary>Whether a batch whose invocation failed is split in two.</summary>
    public bool BisectBatchOnFunctionError { get; init; }
}

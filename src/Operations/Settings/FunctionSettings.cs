namespace Orders.Operations.Settings;

/// <summary>What every function has.</summary>
public record FunctionSettings
{
    /// <summary>The value of <see cref="ReservedConcurrency"/> for none reserved.</summary>
    public const int Unreserved = -1;

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its memory in MB, which also decides its share of CPU.</summary>
    public required int MemoryMb { get; init; }

    /// <summary>After how long an invocation is ended.</summary>
    public required int TimeoutSeconds { get; init; }

    /// <summary>How many of it may run at once; <see cref="Unreserved"/> shares the account's.</summary>
    public required int ReservedConcurrency { get; init; }
}

/// <summary>The Processor and its mapping from the orders queue.</summary>
public sealed record ProcessorFunctionSettings : FunctionSettings
{
    /// <summary>The most records in one invocation.</summary>
    public required int BatchSize { get; init; }

    /// <summary>For how long a batch is gathered.</summary>
    public required int MaximumBatchingWindowSeconds { get; init; }

    /// <summary>How many invocations the mapping runs at once.</summary>
    public required int MaximumConcurrency { get; init; }

    /// <summary>How old a change of status may get while it waits for its placement or for the change before it.</summary>
    public required int EarlyChangeMaxAgeSeconds { get; init; }
}

/// <summary>The Notifier and its mapping from the table's stream.</summary>
public sealed record NotifierFunctionSettings : FunctionSettings
{
    /// <summary>The value of <see cref="MaximumRetryAttempts"/> and <see cref="MaximumRecordAgeSeconds"/> for no limit.</summary>
    public const int Unlimited = -1;

    /// <summary>The most records in one invocation.</summary>
    public required int BatchSize { get; init; }

    /// <summary>For how long a batch is gathered.</summary>
    public required int MaximumBatchingWindowSeconds { get; init; }

    /// <summary>How many batches of one shard run at once; the records of one partition key stay in order.</summary>
    public required int ParallelizationFactor { get; init; }

    /// <summary>How often a failed batch is tried again before it is discarded.</summary>
    public required int MaximumRetryAttempts { get; init; }

    /// <summary>Older records are discarded.</summary>
    public required int MaximumRecordAgeSeconds { get; init; }

    /// <summary>Whether a batch whose invocation fails is split in two.</summary>
    public required bool BisectBatchOnFunctionError { get; init; }

    /// <summary>How old a batch gets before the events of a consumer whose queue fails are quarantined; at once where the failure is one that stays.</summary>
    public required int QuarantineAfterSeconds { get; init; }
}

/// <summary>When orders expire that nobody worked on.</summary>
public sealed record ExpirySettings
{
    /// <summary>The age at which a PENDING order expires.</summary>
    public required int OlderThanHours { get; init; }

    /// <summary>The EventBridge Scheduler expression that starts the sweep.</summary>
    public required string Schedule { get; init; }
}

using System.Text.Json.Serialization;

namespace Orders.Operations.Settings;

/// <summary>The settings of every function.</summary>
public record FunctionSettings
{
    /// <summary>The value of <see cref="ReservedConcurrency"/> that reserves none.</summary>
    public const int Unreserved = -1;

    /// <summary>The function's name.</summary>
    public required string Name { get; init; }

    /// <summary>The memory in MB, which also determines the share of CPU.</summary>
    public required int MemoryMb { get; init; }

    /// <summary>The timeout of an invocation.</summary>
    public required int TimeoutSeconds { get; init; }

    /// <summary>The reserved concurrency; <see cref="Unreserved"/> shares the account's.</summary>
    public required int ReservedConcurrency { get; init; }
}

/// <summary>The settings of the Processor and its mapping from the orders queue.</summary>
public sealed record ProcessorFunctionSettings : FunctionSettings
{
    /// <summary>The maximum number of records in one invocation.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The batching window.</summary>
    public required int MaximumBatchingWindowSeconds { get; init; }

    /// <summary>The maximum number of concurrent invocations by the mapping.</summary>
    public required int MaximumConcurrency { get; init; }

    /// <summary>The maximum age of a status change that waits for its placement or for the change before it.</summary>
    public required int EarlyChangeMaxAgeSeconds { get; init; }
}

/// <summary>The settings of the Notifier and its mapping from the table's stream.</summary>
public sealed record NotifierFunctionSettings : FunctionSettings
{
    /// <summary>The value of <see cref="MaximumRetryAttempts"/> and <see cref="MaximumRecordAgeSeconds"/> for no limit.</summary>
    public const int Unlimited = -1;

    /// <summary>The maximum number of records in one invocation.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The batching window.</summary>
    public required int MaximumBatchingWindowSeconds { get; init; }

    /// <summary>The number of concurrent batches of one shard; records of one partition key stay in order.</summary>
    public required int ParallelizationFactor { get; init; }

    /// <summary>The maximum number of retries of a failed batch before it is discarded.</summary>
    public required int MaximumRetryAttempts { get; init; }

    /// <summary>The maximum age of a record before it is discarded.</summary>
    public required int MaximumRecordAgeSeconds { get; init; }

    /// <summary>Whether a batch whose invocation fails is split in two.</summary>
    public required bool BisectBatchOnFunctionError { get; init; }

    /// <summary>The age of a batch at which events of a consumer whose queue fails are quarantined; a permanent failure quarantines them at
    /// once.</summary>
    public required int QuarantineAfterSeconds { get; init; }
}

/// <summary>The settings for the expiry of pending orders.</summary>
public sealed record ExpirySettings
{
    /// <summary>The age at which a PENDING order expires.</summary>
    public required int OlderThanHours { get; init; }

    /// <summary>The EventBridge Scheduler expression that starts the sweep.</summary>
    public required string Schedule { get; init; }

    /// <summary>The name of the schedule's group, which its metrics have.</summary>
    [JsonIgnore]
    public string Group { get; init; } = "orders";
}

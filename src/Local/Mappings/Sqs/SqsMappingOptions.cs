namespace Orders.Local.Mappings.Sqs;

/// <summary>The settings of an <see cref="SqsEventSourceMapping"/>, in the service's terms.</summary>
public sealed record SqsMappingOptions
{
    /// <summary>The queue's URL.</summary>
    public required string QueueUrl { get; init; }

    /// <summary>The queue's ARN.</summary>
    public required string QueueArn { get; init; }

    /// <summary>The region in events.</summary>
    public required string Region { get; init; }

    /// <summary>The maximum number of records in one invocation.</summary>
    public int BatchSize { get; init; } = 10;

    /// <summary>The batching window.</summary>
    public TimeSpan MaximumBatchingWindow { get; init; }

    /// <summary>The maximum number of concurrent invocations.</summary>
    public int MaximumConcurrency { get; init; } = 2;

    /// <summary>The maximum number of pollers on this machine, within <see cref="MaximumConcurrency"/>.</summary>
    public int LocalPollers { get; init; } = int.MaxValue;

    /// <summary>The wait time of a receive.</summary>
    public TimeSpan LongPoll { get; init; } = TimeSpan.FromSeconds(20);
}

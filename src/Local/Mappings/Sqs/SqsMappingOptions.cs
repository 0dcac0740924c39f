namespace Orders.Local.Mappings.Sqs;

/// <summary>The settings of an <see cref="SqsEventSourceMapping"/>, in the service's terms.</summary>
public sealed record SqsMappingOptions
{
    /// <summary>The queue's URL.</summary>
    public required string QueueUrl { get; init; }

    /// <summary>The queue's ARN.</summary>
    public required string QueueArn { get; init; }

    /// <summary>The region that events name.</summary>
    public required string Region { get; init; }

    /// <summary>The most records in one invocation.</summary>
    public int BatchSize { get; init; } = 10;

    /// <summary>For how long a batch is gathered.</summary>
    public TimeSpan MaximumBatchingWindow { get; init; }

    /// <summary>How many invocations run at once.</summary>
    public int MaximumConcurrency { get; init; } = 2;

    /// <summary>How many pollers run on this machine at most, within <see cref="MaximumConcurrency"/>.</summary>
    public int LocalPollers { get; init; } = int.MaxValue;

    /// <summary>For how long a receive waits for messages.</summary>
    public TimeSpan LongPoll { get; init; } = TimeSpan.FromSeconds(20);
}

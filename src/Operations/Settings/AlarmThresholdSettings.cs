namespace Orders.Operations.Settings;

/// <summary>The thresholds of the deployment's alarms, which <c>orders status</c> uses, too.</summary>
public sealed record AlarmThresholdSettings
{
    /// <summary>The maximum age of the oldest message on the orders queue.</summary>
    public required int OldestOrderSeconds { get; init; }

    /// <summary>The maximum age of the oldest message on a consumer's queue.</summary>
    public required int OldestEventSeconds { get; init; }

    /// <summary>The maximum age of the oldest message on a consumer's queue in percent of its retention.</summary>
    public required int RetentionPercent { get; init; }

    /// <summary>The maximum age of the oldest dead letter.</summary>
    public required int DeadLetterAgeHours { get; init; }

    /// <summary>The maximum number of dead letters that may come in five minutes.</summary>
    public required int DeadLetterGrowth { get; init; }

    /// <summary>The maximum iterator age of the stream's reader.</summary>
    public required int StreamLagMilliseconds { get; init; }

    /// <summary>The maximum duration of a function in percent of its timeout.</summary>
    public required int DurationPercent { get; init; }

    /// <summary>The maximum number of requests that the API fails in a minute.</summary>
    public required int FailedRequestsPerMinute { get; init; }

    /// <summary>The maximum number of messages that the Processor returns for retry in a minute.</summary>
    public required int ReturnedMessagesPerMinute { get; init; }

    /// <summary>The maximum share of orders in percent whose key was used for another order.</summary>
    public required int KeyConflictPercent { get; init; }

    /// <summary>The number of orders in five minutes from which on key conflicts are an alarm.</summary>
    public required int KeyConflictMinimumOrders { get; init; }

    /// <summary>All thresholds.</summary>
    internal IReadOnlyList<int> All() =>
    [
        OldestOrderSeconds, OldestEventSeconds, RetentionPercent, DeadLetterAgeHours, DeadLetterGrowth, StreamLagMilliseconds, DurationPercent, FailedRequestsPerMinute,
        ReturnedMessagesPerMinute, KeyConflictPercent, KeyConflictMinimumOrders,
    ];
}

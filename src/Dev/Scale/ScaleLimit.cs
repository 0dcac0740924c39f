namespace Orders.Dev.Scale;

/// <summary>What can hold orders back, in the order in which they come to it.</summary>
internal enum ScaleLimit
{
    None,

    /// <summary>The stage's throttle.</summary>
    ApiThrottle,

    /// <summary>API Gateway's throttle for the account.</summary>
    ApiQuota,

    /// <summary>New environments of a function, within ten seconds.</summary>
    NewEnvironments,

    /// <summary>Environments of the account at once.</summary>
    AccountConcurrency,

    /// <summary>Requests a second of one function.</summary>
    FunctionRequests,

    /// <summary>How fast the mapping adds invocations.</summary>
    PollersGrowth,

    /// <summary>How many invocations the mapping may run at once.</summary>
    Pollers,

    /// <summary>Messages in flight on the queue.</summary>
    InFlight,

    /// <summary>What the table, on demand, is ready for.</summary>
    TableUnits,

    /// <summary>The table's quota.</summary>
    TableQuota,

    /// <summary>What the index, on demand, is ready for.</summary>
    IndexUnits,

    /// <summary>The index's quota.</summary>
    IndexQuota,

    /// <summary>Keys of the index that are in one partition.</summary>
    IndexPartitions,

    /// <summary>One key of the index has all that a partition can take.</summary>
    IndexKeys,

    /// <summary>Batches of the stream at once.</summary>
    StreamLanes,

    /// <summary>Requests to FIFO queues in the region.</summary>
    FifoRequests,

    /// <summary>Events in flight at a consumer.</summary>
    ConsumerInFlight,
}

/// <summary>The limits in words.</summary>
internal static class ScaleLimits
{
    public static string Text(this ScaleLimit limit) => limit switch
    {
        ScaleLimit.None => "nothing",
        ScaleLimit.ApiThrottle => "the API's throttle",
        ScaleLimit.ApiQuota => "the account's API throttle",
        ScaleLimit.NewEnvironments => "new environments",
        ScaleLimit.AccountConcurrency => "the account's concurrency",
        ScaleLimit.FunctionRequests => "requests of a function",
        ScaleLimit.PollersGrowth => "growth of the mapping",
        ScaleLimit.Pollers => "the mapping's concurrency",
        ScaleLimit.InFlight => "messages in flight",
        ScaleLimit.TableUnits => "the table's warm throughput",
        ScaleLimit.TableQuota => "the table's quota",
        ScaleLimit.IndexUnits => "the index's warm throughput",
        ScaleLimit.IndexQuota => "the index's quota",
        ScaleLimit.IndexPartitions => "index keys in one partition",
        ScaleLimit.IndexKeys => "hot keys of the index",
        ScaleLimit.StreamLanes => "the stream's lanes",
        ScaleLimit.FifoRequests => "the region's FIFO requests",
        ScaleLimit.ConsumerInFlight => "a consumer's events in flight",
        _ => throw new ArgumentOutOfRangeException(nameof(limit)),
    };
}

namespace Orders.Dev.Scale;

/// <summary>What the services allow and no setting of ours moves. Each names the page of AWS's documentation that it was read from.</summary>
internal static class ServiceLimits
{
    /// <summary>Invocations that a mapping begins with ("Configuring scaling behavior for SQS event source mappings").</summary>
    public const double FirstInvocations = 5;

    /// <summary>How many more a mapping runs at once with each minute in which messages are left over (same page).</summary>
    public const double InvocationsPerMinute = 300;

    /// <summary>The most that a mapping runs at once where no maximum concurrency is set (same page).</summary>
    public const double MostInvocations = 1250;

    /// <summary>The highest maximum concurrency (same page).</summary>
    public const int MostMaximumConcurrency = 1000;

    /// <summary>Invocations at once of one provisioned poller (same page).</summary>
    public const double InvocationsPerPoller = 10;

    /// <summary>Receives a second of one provisioned poller (same page).</summary>
    public const double ReceivesPerPoller = 10;

    /// <summary>Bytes a second of one provisioned poller (same page).</summary>
    public const double BytesPerPoller = 1024 * 1024;

    /// <summary>How many more invocations at once provisioned pollers run with each minute (same page).</summary>
    public const double ProvisionedInvocationsPerMinute = 1000;

    /// <summary>The highest minimum of provisioned pollers ("How Lambda processes records from stream and queue-based event sources").</summary>
    public const int MostReadyPollers = 200;

    /// <summary>The highest maximum of provisioned pollers (same page).</summary>
    public const int MostPollers = 2000;

    /// <summary>New environments of a function within ten seconds ("Lambda scaling behavior").</summary>
    public const double NewEnvironments = 1000;

    /// <summary>How many of them come back with each second (same page).</summary>
    public const double NewEnvironmentsPerSecond = NewEnvironments / 10;

    /// <summary>Requests a second of a function for each unit of the account's concurrency ("Lambda quotas").</summary>
    public const double RequestsPerConcurrency = 10;

    /// <summary>Messages of a standard queue that are received and not deleted ("Amazon SQS standard queue quotas").</summary>
    public const double InFlight = 120_000;

    /// <summary>The same for a FIFO queue ("Amazon SQS FIFO queue quotas").</summary>
    public const double FifoInFlight = 20_000;

    /// <summary>Write units a second of one partition ("Best practices for designing and using partition keys effectively in DynamoDB").</summary>
    public const double PartitionUnits = 1000;

    /// <summary>Above twice its previous peak an on-demand table may throttle within this time ("DynamoDB on-demand capacity mode").</summary>
    public static readonly TimeSpan Doubling = TimeSpan.FromMinutes(30);

    /// <summary>The highest parallelization factor ("Lambda parameters for Amazon DynamoDB event source mappings").</summary>
    public const int MostLanesPerShard = 10;
}

namespace Orders.Resilience;

/// <summary>The retry settings of calls to SQS and DynamoDB. The SDK's own retries are off.</summary>
public static class ResilienceDefaults
{
    /// <summary>The timeout of one request. Both services answer in milliseconds, so a slower request counts as lost.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(2);

    /// <summary>The number of retries after the first attempt.</summary>
    public const int Retries = 3;

    /// <summary>The median delay before the first retry; doubles with each, with jitter.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);

    /// <summary>The maximum delay between two attempts.</summary>
    public static readonly TimeSpan MaxRetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>The share of failed requests within <see cref="BreakerWindow"/> that opens the circuit breaker.</summary>
    public const double BreakerFailureRatio = 0.5;

    /// <summary>The minimum number of requests within the window for which the ratio counts.</summary>
    public const int BreakerThroughput = 8;

    /// <summary>The window of the ratio.</summary>
    public static readonly TimeSpan BreakerWindow = TimeSpan.FromSeconds(10);

    /// <summary>How long the circuit breaker stays open before one request is let through.</summary>
    public static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(5);
}

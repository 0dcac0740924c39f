namespace Orders.Resilience;

/// <summary>How calls to SQS and DynamoDB are retried. The SDK's own retries are off: this is the only place.</summary>
public static class ResilienceDefaults
{
    /// <summary>How long one request may take. Both services answer in milliseconds; what takes longer is lost.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Attempts after the first.</summary>
    public const int Retries = 3;

    /// <summary>Middle of the pause before the first retry; doubles with each, with jitter.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);

    /// <summary>Longest pause between two attempts.</summary>
    public static readonly TimeSpan MaxRetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>The share of failed requests, within <see cref="BreakerWindow"/>, at which requests stop being made.</summary>
    public const double BreakerFailureRatio = 0.5;

    /// <summary>Fewest requests within the window on which the ratio is judged.</summary>
    public const int BreakerThroughput = 8;

    /// <summary>How far back the ratio looks.</summary>
    public static readonly TimeSpan BreakerWindow = TimeSpan.FromSeconds(10);

    /// <summary>How long requests then fail at once, before one is let through to try.</summary>
    public static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(5);
}

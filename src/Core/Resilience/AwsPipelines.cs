using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Orders.Resilience;

/// <summary>One Polly pipeline for each service, so that an outage opens only that service's circuit breaker.</summary>
/// <remarks>
/// From the outside in: retry, circuit breaker, timeout of one request. The whole observes the caller's cancellation token, which is
/// cancelled at the invocation's deadline.
/// </remarks>
public sealed class AwsPipelines
{
    /// <summary>Creates both pipelines.</summary>
    /// <param name="time">Waits and measures.</param>
    /// <param name="random">Returns the jitter, uniform in [0, 1).</param>
    /// <param name="requestTimeout">The timeout of one request; null for <see cref="ResilienceDefaults.RequestTimeout"/>.</param>
    public AwsPipelines(TimeProvider time, Func<double> random, TimeSpan? requestTimeout = null)
    {
        DynamoDb = Build(time, random, requestTimeout);
        Sqs = Build(time, random, requestTimeout);
    }

    /// <summary>The pipeline for requests to DynamoDB.</summary>
    public ResiliencePipeline DynamoDb { get; }

    /// <summary>The pipeline for requests to SQS.</summary>
    public ResiliencePipeline Sqs { get; }

    /// <summary>Creates a pipeline for requests to another service.</summary>
    public static ResiliencePipeline Build(TimeProvider time, Func<double> random, TimeSpan? requestTimeout = null) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome switch
                {
                    { Exception: { } exception } => TransientFaults.IsTransient(exception),
                    { Result: BatchProgress.SomeLeft } => true,
                    _ => false,
                }),
                MaxRetryAttempts = ResilienceDefaults.Retries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = ResilienceDefaults.RetryDelay,
                MaxDelay = ResilienceDefaults.MaxRetryDelay,
                UseJitter = true,
                Randomizer = random,
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = static arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is { } exception && TransientFaults.IsOutage(exception)),
                FailureRatio = ResilienceDefaults.BreakerFailureRatio,
                MinimumThroughput = ResilienceDefaults.BreakerThroughput,
                SamplingDuration = ResilienceDefaults.BreakerWindow,
                BreakDuration = ResilienceDefaults.BreakDuration,
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = requestTimeout ?? ResilienceDefaults.RequestTimeout })
            .Build();
}

using System.Net;
using Amazon.Runtime;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Orders.Resilience;

/// <summary>Tells failures that pass from those that stay. What is in doubt stays: it is reported, not hammered.</summary>
public static class TransientFaults
{
    /// <summary>Whether the service, or the way to it, failed: no answer, or an answer of 5xx. Counts towards an open circuit.</summary>
    public static bool IsOutage(Exception exception) => exception switch
    {
        TimeoutRejectedException or HttpRequestException or IOException => true,
        // The SDK's own timeout.
        TimeoutException { InnerException: OperationCanceledException } => true,
        AmazonServiceException { StatusCode: >= HttpStatusCode.InternalServerError } => true,
        // The SDK found nobody, or broke off in the middle of an answer: there is no service behind such an error.
        AmazonServiceException { StatusCode: default(HttpStatusCode) } => true,
        AmazonServiceException service => IsUnreadableAnswer(service),
        AmazonClientException client => client.InnerException is not null && IsOutage(client.InnerException),
        _ => false,
    };

    /// <summary>Whether the service asked for fewer requests. It is up, so its circuit stays closed.</summary>
    public static bool IsThrottling(Exception exception) =>
        exception is AmazonServiceException service
        && (service.StatusCode == HttpStatusCode.TooManyRequests || service.Retryable is { Throttling: true } || IsThrottlingCode(service.ErrorCode));

    /// <summary>Whether the same request may succeed if it is made again.</summary>
    public static bool IsTransient(Exception exception) => IsOutage(exception) || IsThrottling(exception);

    /// <summary>Whether the dependency cannot be used for now: it failed on every attempt, or its circuit is open.</summary>
    public static bool IsUnavailable(Exception exception) => IsTransient(exception) || exception is BrokenCircuitException;

    /// <summary>Whether one entry of a batch failed with this code for a reason that passes.</summary>
    public static bool IsTransientCode(string? code) =>
        IsThrottlingCode(code) || code is "InternalServerError" or "InternalError" or "ServiceUnavailable" or "TransactionConflict";

    private static bool IsThrottlingCode(string? code) => code is
        "ThrottlingError" or "ThrottlingException" or "Throttling" or "RequestThrottled" or "RequestThrottledException" or "RequestLimitExceeded"
        or "ProvisionedThroughputExceeded" or "ProvisionedThroughputExceededException" or "KMS.ThrottlingException" or "OverLimit"
        or "LimitExceededException" or "SlowDown" or "TooManyRequestsException";

    // A truncated answer of status 200 ends in an unmarshalling error of the SDK.
    private static bool IsUnreadableAnswer(AmazonServiceException service) =>
        service is AmazonUnmarshallingException || (service.StatusCode == HttpStatusCode.OK && service.InnerException is not null);
}

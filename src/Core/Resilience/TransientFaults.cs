using System.Net;
using Amazon.Runtime;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Orders.Resilience;

/// <summary>Classifies errors as transient or permanent. Unknown errors are permanent: they are reported, not retried.</summary>
public static class TransientFaults
{
    /// <summary>Whether the service or the network failed: no answer, or a 5xx answer. Counts towards opening the circuit breaker.</summary>
    public static bool IsOutage(Exception exception) => exception switch
    {
        TimeoutRejectedException or HttpRequestException or IOException => true,
        // The SDK's own timeout.
        TimeoutException { InnerException: OperationCanceledException } => true,
        AmazonServiceException { StatusCode: >= HttpStatusCode.InternalServerError } => true,
        // The SDK could not connect, or the answer broke off: such an error has no status code.
        AmazonServiceException { StatusCode: default(HttpStatusCode) } => true,
        AmazonServiceException service => IsUnreadableAnswer(service),
        AmazonClientException client => client.InnerException is not null && IsOutage(client.InnerException),
        _ => false,
    };

    /// <summary>Whether the request may have taken effect although it failed: no answer arrived, or the service failed while it processed it.</summary>
    public static bool MayHaveTakenEffect(Exception exception) => exception switch
    {
        OperationCanceledException => true,
        // It did not reach the service.
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } => false,
        AmazonServiceException or AmazonClientException when exception.InnerException is HttpRequestException inner => MayHaveTakenEffect(inner),
        _ => IsOutage(exception),
    };

    /// <summary>Whether the service throttled the request. The service is up, so its circuit breaker stays closed.</summary>
    public static bool IsThrottling(Exception exception) =>
        exception is AmazonServiceException service
        && (service.StatusCode == HttpStatusCode.TooManyRequests || service.Retryable is { Throttling: true } || IsThrottlingCode(service.ErrorCode));

    /// <summary>Whether the same request may succeed if it is retried.</summary>
    public static bool IsTransient(Exception exception) => IsOutage(exception) || IsThrottling(exception);

    /// <summary>Whether the dependency is unavailable: it failed on every attempt, or its circuit breaker is open.</summary>
    public static bool IsUnavailable(Exception exception) => IsTransient(exception) || exception is BrokenCircuitException;

    /// <summary>Whether one entry of a batch failed with this code for a transient cause.</summary>
    public static bool IsTransientCode(string? code) =>
        IsThrottlingCode(code) || code is "InternalServerError" or "InternalError" or "ServiceUnavailable" or "TransactionConflict";

    private static bool IsThrottlingCode(string? code) => code is
        "ThrottlingError" or "ThrottlingException" or "Throttling" or "RequestThrottled" or "RequestThrottledException" or "RequestLimitExceeded"
        or "ProvisionedThroughputExceeded" or "ProvisionedThroughputExceededException" or "KMS.ThrottlingException" or "OverLimit"
        or "LimitExceededException" or "SlowDown" or "TooManyRequestsException";

    // A truncated 200 answer ends in an unmarshalling error of the SDK.
    private static bool IsUnreadableAnswer(AmazonServiceException service) =>
        service is AmazonUnmarshallingException || (service.StatusCode == HttpStatusCode.OK && service.InnerException is not null);
}

using Amazon.Runtime;

namespace Orders.Resilience;

/// <summary>Distinguishes failures of calls to services from bugs.</summary>
public static class CallFailure
{
    /// <summary>Whether the exception is the service's answer, a network failure, or the end of the time.</summary>
    public static bool Is(Exception exception) =>
        exception is AmazonServiceException or AmazonClientException or OperationCanceledException
        || TransientFaults.IsUnavailable(exception);

    /// <summary>Returns a word for logs without data: the service's error code, or the kind of failure.</summary>
    public static string Name(Exception exception) => exception switch
    {
        AmazonServiceException { ErrorCode: { Length: > 0 } code } => code,
        OperationCanceledException => "OutOfTime",
        DependencyUnavailableException { InnerException: { } cause } => Name(cause),
        _ => exception.GetType().Name,
    };
}

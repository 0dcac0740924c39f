using Amazon.Runtime;

namespace Orders.Resilience;

/// <summary>What a call to a service may end in, as opposed to what only a bug of ours ends in.</summary>
public static class CallFailure
{
    /// <summary>Whether the exception is the service's answer, the way to it, or the end of our time.</summary>
    public static bool Is(Exception exception) =>
        exception is AmazonServiceException or AmazonClientException or OperationCanceledException
        || TransientFaults.IsUnavailable(exception);

    /// <summary>A word for logs that leaks nothing: the service's error code, or the kind of failure.</summary>
    public static string Name(Exception exception) => exception switch
    {
        AmazonServiceException { ErrorCode: { Length: > 0 } code } => code,
        OperationCanceledException => "OutOfTime",
        DependencyUnavailableException { InnerException: { } cause } => Name(cause),
        _ => exception.GetType().Name,
    };
}

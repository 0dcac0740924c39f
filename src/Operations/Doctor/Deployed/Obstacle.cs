using Orders.Operations.Failures;
using Orders.Resilience;

namespace Orders.Operations.Doctor.Deployed;

/// <summary>Why a call failed, and what to do about it.</summary>
/// <param name="Cause">The service's error code, or a sentence about the connection.</param>
/// <param name="IsOfConnection">Whether the service did not decide: it could not be reached, failed or throttled.</param>
internal readonly record struct Obstacle(string Cause, bool IsOfConnection)
{
    private const string Retry = "Check the network, the proxy and --endpoint, and run it again: this says nothing about permissions.";

    /// <summary>Returns the obstacle of a failed call.</summary>
    public static Obstacle Of(Exception exception) => TransientFaults.IsUnavailable(exception) || exception is not Amazon.Runtime.AmazonServiceException
        ? new Obstacle(Failure.Of(exception)?.Message?.TrimEnd('.') ?? CallFailure.Name(exception), IsOfConnection: true)
        : new Obstacle(CallFailure.Name(exception), IsOfConnection: false);

    /// <summary>Returns what to do.</summary>
    /// <param name="grant">What to do if the service refused the call.</param>
    public string Fix(string grant) => IsOfConnection ? Retry : grant;
}

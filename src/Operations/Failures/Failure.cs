using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Amazon.Runtime;
using Orders.Resilience;
using Orders.Storage;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Orders.Operations.Failures;

/// <summary>Why a command failed: a message and an exit code.</summary>
/// <param name="ExitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="Message">The message; null if the user, or the reader of the output, ended the command.</param>
internal readonly record struct Failure(int ExitCode, string? Message = null)
{
    /// <summary>EPIPE on a file. A broken connection has another code, and its socket's error inside.</summary>
    private const int BrokenPipe = 32;

    /// <summary>Returns the failure of an exception; null if it is a bug, whose stack trace is printed.</summary>
    public static Failure? Of(Exception exception) => exception switch
    {
        CommandException { ExitCode: ExitCodes.OutputClosed } => new Failure(ExitCodes.OutputClosed),
        CommandException told => new Failure(told.ExitCode, told.Message),
        AmazonServiceException { ErrorCode: "ResourceNotFoundException" } => new Failure(
            ExitCodes.CannotRun, $"A resource does not exist{(CalledEndpoint.Of(exception) is { } called ? $" for {called}" : "")}: {exception.Message} Check --profile, --region, --prefix and --endpoint."),
        DependencyUnavailableException { InnerException: OperationCanceledException } => new Failure(ExitCodes.Interrupted),
        DependencyUnavailableException { InnerException: { } cause } => Of(cause) ?? new Failure(ExitCodes.CannotRun, exception.Message),
        DependencyUnavailableException => new Failure(ExitCodes.CannotRun, exception.Message),
        BrokenCircuitException { InnerException: { } cause } => Of(cause),
        UnreadableRowException => new Failure(ExitCodes.CannotRun, $"{exception.Message} The row was written outside the pipeline: read it with `aws dynamodb get-item`, and repair it."),
        AmazonServiceException or AmazonClientException => NotCalled(exception),
        OperationCanceledException => new Failure(ExitCodes.Interrupted),
        // The reader closed the output, as head does.
        IOException { HResult: BrokenPipe } => new Failure(ExitCodes.OutputClosed),
        UnauthorizedAccessException => new Failure(ExitCodes.CannotRun, $"A file, or the output, cannot be used: {exception.Message}"),
        IOException when !IsOfNetwork(exception) => new Failure(ExitCodes.CannotRun, $"A file, or the output, cannot be used: {exception.Message}"),
        SocketException => new Failure(ExitCodes.CannotRun, $"The network cannot be used: {exception.Message}"),
        _ when TransientFaults.IsUnavailable(exception) => NotCalled(exception),
        _ => null,
    };

    private static Failure NotCalled(Exception exception) => new(
        ExitCodes.CannotRun,
        $"{CalledEndpoint.Of(exception) ?? "AWS"} could not be called: {exception switch
        {
            TimeoutRejectedException or TimeoutException => "it did not answer in time.",
            // Only the inner exception says what is wrong with a certificate.
            HttpRequestException { InnerException: AuthenticationException inner } => inner.Message,
            AmazonUnmarshallingException => "its answer is not one of AWS's. Check the endpoint, and whether a proxy answers in its place.",
            AmazonServiceException { ErrorCode: "ExpiredToken" or "ExpiredTokenException" } => $"{exception.Message} Sign in again, for example with `aws sso login`.",
            AmazonServiceException { ErrorCode: { Length: > 0 } code } when !exception.Message.Contains(code, StringComparison.Ordinal) => $"{code}: {exception.Message}",
            AmazonServiceException { ErrorCode: null or "", StatusCode: >= HttpStatusCode.InternalServerError and var status } => $"it answered with HTTP status {(int)status}, and without an error of AWS.",
            _ => exception.Message,
        }}");

    // Files and connections share an exception type. HTTP has its own, and a broken connection has its socket's error inside.
    private static bool IsOfNetwork(Exception exception) =>
        exception is HttpIOException || exception.InnerException is SocketException or HttpRequestException or AuthenticationException
        || (exception.InnerException is IOException inner && IsOfNetwork(inner));
}

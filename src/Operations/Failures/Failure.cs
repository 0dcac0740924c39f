using System.Net.Sockets;
using System.Security.Authentication;
using Amazon.Runtime;
using Orders.Resilience;
using Orders.Storage;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Orders.Operations.Failures;

/// <summary>Why a command ended, for a person and for whoever looks at its exit status.</summary>
/// <param name="ExitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="Message">What to say; null where the user, or the reader of its output, ended it.</param>
internal readonly record struct Failure(int ExitCode, string? Message = null)
{
    /// <summary>EPIPE. A connection that broke has its socket's error inside and another code.</summary>
    private const int BrokenPipe = 32;

    /// <summary>What an exception means; null where it is a bug, whose stack trace is wanted.</summary>
    public static Failure? Of(Exception exception) => exception switch
    {
        CommandException { ExitCode: ExitCodes.OutputClosed } => new Failure(ExitCodes.OutputClosed),
        CommandException told => new Failure(told.ExitCode, told.Message),
        AmazonServiceException { ErrorCode: "ResourceNotFoundException" } => new Failure(
            ExitCodes.CannotRun, $"AWS has no such resource there: {exception.Message} Check --region, --prefix and --endpoint."),
        DependencyUnavailableException { InnerException: OperationCanceledException } => new Failure(ExitCodes.Interrupted),
        DependencyUnavailableException { InnerException: { } cause } => Of(cause) ?? new Failure(ExitCodes.CannotRun, exception.Message),
        DependencyUnavailableException => new Failure(ExitCodes.CannotRun, exception.Message),
        BrokenCircuitException { InnerException: { } cause } => Of(cause),
        UnreadableRowException => new Failure(ExitCodes.CannotRun, $"{exception.Message} Somebody wrote to it past the pipeline: look at it with `aws dynamodb get-item`, and repair it."),
        AmazonServiceException or AmazonClientException => NotCalled(exception),
        OperationCanceledException => new Failure(ExitCodes.Interrupted),
        // Whoever read the output has enough of it, as head has.
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
            // What is wrong with a certificate is in the inner exception alone.
            HttpRequestException { InnerException: AuthenticationException inner } => inner.Message,
            _ => exception.Message,
        }}");

    // Files and connections share a type. HTTP has its own, and a connection that broke has its socket's error inside.
    private static bool IsOfNetwork(Exception exception) =>
        exception is HttpIOException || exception.InnerException is SocketException or HttpRequestException or AuthenticationException
        || (exception.InnerException is IOException inner && IsOfNetwork(inner));
}

using System.Net;
using System.Net.Sockets;
using Amazon.Lambda.RuntimeSupport.Errors;
using Amazon.Lambda.RuntimeSupport.Hosting;
using Amazon.Lambda.RuntimeSupport.Logging;

namespace Amazon.Lambda.RuntimeSupport.Client;

/// <summary>
/// The client of the Lambda Runtime API (AWS Lambda Developer Guide, "Using the Lambda runtime API for custom runtimes"). While the API is
/// unreachable, a call is retried with backoff. A 500 answer means that the execution environment is lost: it is thrown, and the process has
/// to end.
/// </summary>
internal sealed class RuntimeApiClient(SocketTransport transport, BootstrapHost host)
{
    private const string EndpointVariable = "AWS_LAMBDA_RUNTIME_API";

    /// <summary>Returns the API's <c>host:port</c>.</summary>
    /// <exception cref="InvalidOperationException">It is not set, or not of that form.</exception>
    public static string Endpoint(BootstrapHost host)
    {
        var endpoint = host.Environment(EndpointVariable);
        if (string.IsNullOrEmpty(endpoint))
        {
            throw new InvalidOperationException(
                $"{EndpointVariable} is not set: Lambda, or the local runner, sets it to the host:port of its Runtime API.");
        }

        return endpoint.LastIndexOf(':') is > 0 and var colon
            && ushort.TryParse(endpoint.AsSpan(colon + 1), out _)
            && Uri.CheckHostName(endpoint[..colon]) is not UriHostNameType.Unknown
            ? endpoint
            : throw new InvalidOperationException($"{EndpointVariable} is '{endpoint}': it must be host:port.");
    }

    /// <summary>Waits for the next invocation, for hours if necessary.</summary>
    /// <returns>Null once the token is cancelled.</returns>
    public async ValueTask<NextInvocation?> NextAsync(CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                var (status, invocation) = transport.Next(cancellationToken);
                return invocation ?? throw Lost(SocketTransport.NextPath, status);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return null;
            }
            catch (Exception exception) when (IsPassing(exception) && failures < Backoff.MaxAttempts)
            {
                if (!await WaitAsync(failures, cancellationToken))
                {
                    return null;
                }
            }
        }
    }

    /// <summary>Sends an invocation's result. A result that the Runtime API refuses, as too late or too large, is logged.</summary>
    public ValueTask RespondAsync(string requestId, ReadOnlyMemory<byte> result, InvocationLogger logger) =>
        PostOutcomeAsync(requestId, "response", result, error: null, logger);

    /// <summary>Reports that an invocation failed; the invoker gets the error.</summary>
    public ValueTask ReportErrorAsync(string requestId, Exception exception, InvocationLogger logger) =>
        PostOutcomeAsync(requestId, "error", ErrorReport.Write(exception), ErrorReport.HeadersOf(exception), logger);

    /// <summary>Reports that the function cannot start.</summary>
    public async ValueTask ReportInitErrorAsync(Exception exception) =>
        await PostAsync("init/error", ErrorReport.Write(exception), ErrorReport.HeadersOf(exception));

    private async ValueTask PostOutcomeAsync(
        string requestId, string outcome, ReadOnlyMemory<byte> body, ErrorHeaders? error, InvocationLogger logger)
    {
        var status = await PostAsync($"invocation/{requestId}/{outcome}", body, error);
        if (status is not HttpStatusCode.Accepted)
        {
            logger.Refused(outcome, status);
        }
    }

    private async ValueTask<HttpStatusCode> PostAsync(string path, ReadOnlyMemory<byte> body, ErrorHeaders? error)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                var status = transport.Post(path, body.Span, error);
                return status is HttpStatusCode.InternalServerError ? throw Lost(path, status) : status;
            }
            catch (Exception exception) when (IsPassing(exception) && failures < Backoff.MaxAttempts)
            {
                await WaitAsync(failures, CancellationToken.None);
            }
        }
    }

    private async ValueTask<bool> WaitAsync(int failures, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Backoff.Delay(failures, host.Random()), host.Time, cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static bool IsPassing(Exception exception) => exception is IOException or SocketException;

    private static InvalidOperationException Lost(string path, HttpStatusCode status) =>
        new($"The Runtime API answered {SocketTransport.Root}{path} with {(int)status}: this execution environment cannot continue.");
}

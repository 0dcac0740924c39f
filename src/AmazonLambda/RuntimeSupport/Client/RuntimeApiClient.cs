using System.Net;
using System.Net.Http.Headers;
using Amazon.Lambda.RuntimeSupport.Logging;

namespace Amazon.Lambda.RuntimeSupport.Client;

/// <summary>
/// Speaks the Lambda Runtime API (AWS Lambda Developer Guide, "Using the Lambda runtime API for custom runtimes"). While it can't be
/// reached, a call is repeated with back-off. An answer of 500 means that the execution environment is lost: it is thrown, and the
/// process has to end.
/// </summary>
internal sealed class RuntimeApiClient(HttpClient http, Uri address, BootstrapHost host)
{
    private const string EndpointVariable = "AWS_LAMBDA_RUNTIME_API";

    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeHeaderValue ErrorJson = new("application/vnd.aws.lambda.error+json");
    private readonly Uri _next = new(address, "invocation/next");

    /// <summary>The API's address.</summary>
    /// <param name="endpoint"><c>host:port</c>; null for what the environment says.</param>
    /// <param name="host">Has the environment.</param>
    /// <exception cref="InvalidOperationException">There is none, or it is not of that form.</exception>
    public static Uri Address(string? endpoint, BootstrapHost host)
    {
        endpoint ??= host.Environment(EndpointVariable);
        if (string.IsNullOrEmpty(endpoint))
        {
            throw new InvalidOperationException(
                $"{EndpointVariable} is not set: Lambda, or the local runner, sets it to the host:port of its Runtime API.");
        }

        return !endpoint.Contains('/', StringComparison.Ordinal)
            && Uri.TryCreate($"http://{endpoint}/2018-06-01/runtime/", UriKind.Absolute, out var address)
            ? address
            : throw new InvalidOperationException($"{EndpointVariable} is '{endpoint}': it must be host:port.");
    }

    /// <summary>Waits for the next invocation, for hours if need be.</summary>
    /// <returns>Null once the token is cancelled.</returns>
    public async Task<NextInvocation?> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(() => Request(HttpMethod.Get, _next), ReadNextAsync, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Sends an invocation's result. One that the Runtime API refuses, as too late or too large, is logged.</summary>
    public Task RespondAsync(string requestId, ReadOnlyMemory<byte> result, InvocationLogger logger) =>
        PostOutcomeAsync(requestId, "response", () => Content(result, Json), errorType: null, logger);

    /// <summary>Reports that an invocation failed; the invoker gets the error.</summary>
    public Task ReportErrorAsync(string requestId, Exception exception, InvocationLogger logger)
    {
        var report = ErrorReport.Write(exception);
        return PostOutcomeAsync(requestId, "error", () => Content(report, ErrorJson), ErrorReport.TypeOf(exception), logger);
    }

    /// <summary>Reports that the function can't start.</summary>
    public Task ReportInitErrorAsync(Exception exception)
    {
        Uri uri = new(address, "init/error");
        var report = ErrorReport.Write(exception);
        return SendAsync(
            () => Request(HttpMethod.Post, uri, Content(report, ErrorJson), ErrorReport.TypeOf(exception)),
            static response => Task.FromResult(response.StatusCode),
            CancellationToken.None);
    }

    private async Task PostOutcomeAsync(
        string requestId,
        string outcome,
        Func<HttpContent> content,
        string? errorType,
        InvocationLogger logger)
    {
        Uri uri = new(address, $"invocation/{requestId}/{outcome}");
        var status = await SendAsync(
            () => Request(HttpMethod.Post, uri, content(), errorType),
            static response => Task.FromResult(response.StatusCode),
            CancellationToken.None);
        if (status is not HttpStatusCode.Accepted)
        {
            logger.Refused(outcome, status);
        }
    }

    private async Task<T> SendAsync<T>(
        Func<HttpRequestMessage> create,
        Func<HttpResponseMessage, Task<T>> read,
        CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            using var request = create();
            try
            {
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                return response.StatusCode is HttpStatusCode.InternalServerError
                    ? throw Lost(request.RequestUri!, response.StatusCode)
                    : await read(response);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException && failures < Backoff.MaxAttempts)
            {
                await Task.Delay(Backoff.Delay(failures, host.Random()), host.Time, cancellationToken);
            }
        }
    }

    private Task<NextInvocation> ReadNextAsync(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.OK ? NextInvocation.ReadAsync(response) : throw Lost(_next, response.StatusCode);

    private static HttpRequestMessage Request(HttpMethod method, Uri uri, HttpContent? content = null, string? errorType = null)
    {
        HttpRequestMessage request = new(method, uri)
        {
            Content = content,
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (errorType is not null)
        {
            request.Headers.TryAddWithoutValidation("Lambda-Runtime-Function-Error-Type", errorType);
        }

        return request;
    }

    private static ReadOnlyMemoryContent Content(ReadOnlyMemory<byte> body, MediaTypeHeaderValue type) =>
        new(body) { Headers = { ContentType = type } };

    private static InvalidOperationException Lost(Uri uri, HttpStatusCode status) =>
        new($"The Runtime API answered {uri.AbsolutePath} with {(int)status}: this execution environment can't go on.");
}

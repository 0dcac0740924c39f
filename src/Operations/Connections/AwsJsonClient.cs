using System.Net.Http.Headers;
using System.Text.Json;
using Amazon.Runtime;
using Orders.Json;
using Orders.Operations.Failures;
using Polly;

namespace Orders.Operations.Connections;

/// <summary>
/// Calls a service whose SDK package is not used here, by its JSON protocol: REST (Lambda) or AWS JSON 1.0 (CloudWatch, DynamoDB
/// Streams).
/// </summary>
/// <param name="endpoint">The service's address, and its name and region for signatures.</param>
/// <param name="credentials">The caller's credentials.</param>
/// <param name="pipeline">Retries calls.</param>
/// <param name="time">The clock.</param>
/// <param name="handler">Sends the requests; null creates a handler.</param>
public sealed class AwsJsonClient(
    AwsJsonEndpoint endpoint, AWSCredentials credentials, ResiliencePipeline pipeline, TimeProvider time, HttpMessageHandler? handler = null) : IDisposable
{
    static readonly MediaTypeHeaderValue AmzJson = new("application/x-amz-json-1.0");

    readonly HttpClient _http = handler is null ? new() : new(handler, disposeHandler: false);

    /// <summary>Whether the service runs on this machine.</summary>
    public bool IsLocal => endpoint.Url.IsLoopback;

    /// <summary>The region for which requests are signed.</summary>
    public string Region => endpoint.Region;

    /// <summary>Sends a REST read.</summary>
    /// <param name="pathAndQuery">Path and query, encoded, for example <c>2015-03-31/functions/orders-ingest/configuration</c>.</param>
    /// <param name="read">Reads the answer, which is disposed afterwards.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="AmazonServiceException">The service refused the call; has the service's error code.</exception>
    /// <exception cref="AmazonClientException">The answer is not the service's.</exception>
    public Task<T> GetAsync<T>(string pathAndQuery, Func<JsonElement, T> read, CancellationToken cancellationToken) =>
        CallAsync(() => new HttpRequestMessage(HttpMethod.Get, new Uri(endpoint.Url, pathAndQuery)), default, read, cancellationToken);

    /// <summary>Sends a REST change. It may be repeated, so a repeat must do no harm.</summary>
    /// <param name="path">The path, encoded.</param>
    /// <param name="body">The request's JSON, UTF-8.</param>
    /// <param name="read">Reads the answer, which is disposed afterwards.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="AmazonServiceException">The service refused the call; has the service's error code.</exception>
    /// <exception cref="AmazonClientException">The answer is not the service's.</exception>
    public Task<T> PutAsync<T>(string path, ReadOnlyMemory<byte> body, Func<JsonElement, T> read, CancellationToken cancellationToken) => CallAsync(
        () => new HttpRequestMessage(HttpMethod.Put, new Uri(endpoint.Url, path)) { Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new("application/json") } } },
        body,
        read,
        cancellationToken);

    /// <summary>Sends a call of AWS JSON 1.0.</summary>
    /// <param name="target">Service and operation, for example <c>DynamoDBStreams_20120810.GetRecords</c>.</param>
    /// <param name="body">The request's JSON, UTF-8.</param>
    /// <param name="read">Reads the answer, which is disposed afterwards.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="AmazonServiceException">The service refused the call; has the service's error code.</exception>
    /// <exception cref="AmazonClientException">The answer is not the service's.</exception>
    public Task<T> CallAsync<T>(string target, ReadOnlyMemory<byte> body, Func<JsonElement, T> read, CancellationToken cancellationToken) => CallAsync(
        () =>
        {
            var content = new ReadOnlyMemoryContent(body);
            content.Headers.ContentType = AmzJson;
            var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url) { Content = content };
            request.Headers.TryAddWithoutValidation("X-Amz-Target", target);
            return request;
        },
        body,
        read,
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // Each attempt is a new request with a new signature time.
    async Task<T> CallAsync<T>(Func<HttpRequestMessage> newRequest, ReadOnlyMemory<byte> body, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        var identity = await credentials.GetCredentialsAsync();
        var bytes = await pipeline.ExecuteAsync(
            async token =>
            {
                using var request = newRequest();
                AwsSignature.Sign(request, body.Span, identity, endpoint.Service, endpoint.Region, time.GetUtcNow());
                try
                {
                    using var response = await _http.SendAsync(request, token);
                    var answer = await response.Content.ReadAsByteArrayAsync(token);
                    return response.IsSuccessStatusCode ? answer : throw AwsJsonError.Read(response, answer);
                }
                catch (Exception exception)
                {
                    CalledEndpoint.Note(exception, endpoint.Name, endpoint.Url);
                    throw;
                }
            },
            cancellationToken);
        try
        {
            using var document = UntrustedJson.Parse(bytes) ?? throw new FormatException("It is not JSON.");
            return read(document.RootElement);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException or ArithmeticException or ArgumentException)
        {
            // A wrong endpoint answers with a web page, or with another service's JSON.
            throw new AmazonClientException($"{endpoint.Url.Authority} does not answer as the service {endpoint.Service} does: is the endpoint right?", exception);
        }
    }
}

/// <summary>A service's address, and its name and region for signatures.</summary>
/// <param name="Url">The address.</param>
/// <param name="Service">The service's name in signatures, for example <c>lambda</c>.</param>
/// <param name="Region">The region's code.</param>
public sealed record AwsJsonEndpoint(Uri Url, string Service, string Region)
{
    /// <summary>The service's name in messages.</summary>
    public string Name { get; init; } = Service;
}

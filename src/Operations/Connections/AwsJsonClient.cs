using System.Net.Http.Headers;
using System.Text.Json;
using Amazon.Runtime;
using Orders.Json;
using Orders.Operations.Failures;
using Polly;

namespace Orders.Operations.Connections;

/// <summary>
/// Calls a service of which there is no SDK package here, by the protocols that speak JSON: REST (Lambda) and AWS JSON 1.0 (CloudWatch,
/// DynamoDB Streams).
/// </summary>
/// <param name="endpoint">Where the service is, and what its requests are signed for.</param>
/// <param name="credentials">Whose calls they are.</param>
/// <param name="pipeline">How a call is tried again.</param>
/// <param name="time">The clock.</param>
/// <param name="handler">Takes the requests; null for a connection of its own.</param>
public sealed class AwsJsonClient(
    AwsJsonEndpoint endpoint, AWSCredentials credentials, ResiliencePipeline pipeline, TimeProvider time, HttpMessageHandler? handler = null) : IDisposable
{
    static readonly MediaTypeHeaderValue AmzJson = new("application/x-amz-json-1.0");

    readonly HttpClient _http = handler is null ? new() : new(handler, disposeHandler: false);

    /// <summary>Whether the service runs on this machine.</summary>
    public bool IsLocal => endpoint.Url.IsLoopback;

    /// <summary>The region that calls are signed for.</summary>
    public string Region => endpoint.Region;

    /// <summary>A REST read.</summary>
    /// <param name="pathAndQuery">Path and query, encoded, as <c>2015-03-31/functions/orders-ingest/configuration</c>.</param>
    /// <param name="read">Reads the answer, which is gone afterwards.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="AmazonServiceException">The service refused it, with the service's error code.</exception>
    /// <exception cref="AmazonClientException">The answer is none of the service's.</exception>
    public Task<T> GetAsync<T>(string pathAndQuery, Func<JsonElement, T> read, CancellationToken cancellationToken) =>
        CallAsync(() => new HttpRequestMessage(HttpMethod.Get, new Uri(endpoint.Url, pathAndQuery)), default, read, cancellationToken);

    /// <summary>A call of AWS JSON 1.0.</summary>
    /// <param name="target">Service and operation, as <c>DynamoDBStreams_20120810.GetRecords</c>.</param>
    /// <param name="body">The request's JSON, UTF-8.</param>
    /// <param name="read">Reads the answer, which is gone afterwards.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="AmazonServiceException">The service refused it, with the service's error code.</exception>
    /// <exception cref="AmazonClientException">The answer is none of the service's.</exception>
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

    // Each attempt is a request of its own, with a signature of its own time.
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
            using var document = UntrustedJson.Parse(bytes) ?? throw new FormatException("It is no JSON.");
            return read(document.RootElement);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException or ArithmeticException or ArgumentException)
        {
            // What a wrong endpoint answers: a web page, or the JSON of another service.
            throw new AmazonClientException($"{endpoint.Url.Authority} does not answer as the service {endpoint.Service} does: is the endpoint right?", exception);
        }
    }
}

/// <summary>Where a service is, and what its requests are signed for.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Service">The service's name in signatures, as <c>lambda</c>.</param>
/// <param name="Region">The region's code.</param>
public sealed record AwsJsonEndpoint(Uri Url, string Service, string Region)
{
    /// <summary>The service's name in messages.</summary>
    public string Name { get; init; } = Service;
}

using System.Buffers;
using System.Net;
using System.Net.Http.Headers;

namespace Amazon.Lambda.RuntimeSupport.Client;

/// <summary>The Runtime API by an <see cref="HttpClient"/> that the caller gave.</summary>
internal sealed class HttpClientTransport(HttpClient http, string endpoint) : IRuntimeTransport
{
    private const int DefaultBytes = 16 * 1024;

    private static readonly MediaTypeHeaderValue Json = new(RuntimePaths.Json);
    private static readonly MediaTypeHeaderValue ErrorJson = new(RuntimePaths.ErrorJson);
    private readonly Uri _root = new($"http://{endpoint}{RuntimePaths.Root}");

    public async ValueTask<(HttpStatusCode Status, NextInvocation? Invocation)> NextAsync(CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, RuntimePaths.Next);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return (response.StatusCode, response.StatusCode is HttpStatusCode.OK ? await ReadAsync(response) : null);
    }

    public async ValueTask<HttpStatusCode> PostAsync(string path, ReadOnlyMemory<byte> body, ErrorHeaders? error)
    {
        using var request = Request(HttpMethod.Post, path);
        request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = error is null ? Json : ErrorJson } };
        if (error is not null)
        {
            request.Headers.TryAddWithoutValidation(RuntimePaths.ErrorTypeHeader, error.Type);
            if (error.XRayCause is not null)
            {
                request.Headers.TryAddWithoutValidation(RuntimePaths.XRayCauseHeader, error.XRayCause);
            }
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, CancellationToken.None);
        return response.StatusCode;
    }

    /// <summary>Does nothing: the client is the caller's.</summary>
    public void Dispose()
    {
    }

    private HttpRequestMessage Request(HttpMethod method, string path) => new(method, new Uri(_root, path))
    {
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private static async Task<NextInvocation> ReadAsync(HttpResponseMessage response)
    {
        // Not cancellable: the invocation is ours from its headers on, and would be lost.
        await using var content = await response.Content.ReadAsStreamAsync(CancellationToken.None);
        var buffer = ArrayPool<byte>.Shared.Rent((int)(response.Content.Headers.ContentLength ?? DefaultBytes) + 1);
        var length = 0;
        while (await content.ReadAsync(buffer.AsMemory(length), CancellationToken.None) is var read and > 0)
        {
            length += read;
            if (length == buffer.Length)
            {
                buffer = Grow(buffer);
            }
        }

        var headers = response.Headers.NonValidated;
        return new NextInvocation(
            name => headers.TryGetValues(name, out var values) ? values.ToString() : null, new PooledStream(buffer, length));
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private sealed class PooledStream(byte[] buffer, int length) : MemoryStream(buffer, 0, length, writable: false, publiclyVisible: true)
    {
        private byte[]? _buffer = buffer;

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (Interlocked.Exchange(ref _buffer, null) is { } pooled)
            {
                ArrayPool<byte>.Shared.Return(pooled);
            }
        }
    }
}

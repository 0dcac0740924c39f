using System.Buffers;
using System.Net.Http.Headers;

namespace Amazon.Lambda.RuntimeSupport.Client;

/// <summary>
/// An answer of <c>invocation/next</c>: its headers, and the event in a pooled buffer that goes back when it is disposed of.
/// </summary>
internal sealed class NextInvocation
{
    private const int DefaultBytes = 16 * 1024;

    private NextInvocation(HttpResponseHeaders headers, Stream body)
    {
        var all = headers.NonValidated;
        RequestId = Header(all, "Lambda-Runtime-Aws-Request-Id")
            ?? throw new InvalidOperationException("The Runtime API gave an invocation without Lambda-Runtime-Aws-Request-Id.");
        Deadline = long.TryParse(Header(all, "Lambda-Runtime-Deadline-Ms"), out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
        FunctionArn = Header(all, "Lambda-Runtime-Invoked-Function-Arn");
        TraceId = Header(all, "Lambda-Runtime-Trace-Id");
        ClientContext = Header(all, "Lambda-Runtime-Client-Context");
        CognitoIdentity = Header(all, "Lambda-Runtime-Cognito-Identity");
        TenantId = Header(all, "Lambda-Runtime-Aws-Tenant-Id");
        Body = body;
    }

    public string RequestId { get; }

    /// <summary>When Lambda ends the invocation; null where it did not say.</summary>
    public DateTimeOffset? Deadline { get; }

    public string? FunctionArn { get; }

    public string? TraceId { get; }

    /// <summary>JSON.</summary>
    public string? ClientContext { get; }

    /// <summary>JSON.</summary>
    public string? CognitoIdentity { get; }

    public string? TenantId { get; }

    public Stream Body { get; }

    public static async Task<NextInvocation> ReadAsync(HttpResponseMessage response)
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

        return new NextInvocation(response.Headers, new PooledStream(buffer, length));
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static string? Header(HttpHeadersNonValidated headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.ToString() : null;

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

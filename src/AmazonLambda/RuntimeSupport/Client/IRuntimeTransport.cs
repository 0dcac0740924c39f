using System.Net;

namespace Amazon.Lambda.RuntimeSupport.Client;

/// <summary>
/// Carries the calls of the Runtime API, one at a time. What breaks on the way is an <see cref="IOException"/>, an
/// <see cref="HttpRequestException"/> or a <see cref="System.Net.Sockets.SocketException"/>.
/// </summary>
internal interface IRuntimeTransport : IDisposable
{
    /// <summary>Waits for the next invocation.</summary>
    /// <returns>The answer's status, and the invocation where that is 200. Its body is valid until the next call.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled before an invocation came.</exception>
    ValueTask<(HttpStatusCode Status, NextInvocation? Invocation)> NextAsync(CancellationToken cancellationToken);

    /// <summary>Sends an outcome.</summary>
    /// <param name="path">Behind <c>/2018-06-01/runtime/</c>.</param>
    /// <param name="body">UTF-8 JSON.</param>
    /// <param name="error">For an error, what its headers tell; null for a result.</param>
    ValueTask<HttpStatusCode> PostAsync(string path, ReadOnlyMemory<byte> body, ErrorHeaders? error);
}

/// <summary>What the headers of an error tell.</summary>
/// <param name="Type">The error's type.</param>
/// <param name="XRayCause">What X-Ray shows of it, as JSON in ASCII; null for nothing.</param>
internal sealed record ErrorHeaders(string Type, string? XRayCause);

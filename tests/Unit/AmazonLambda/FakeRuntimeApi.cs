using System.Globalization;
using System.Net;
using System.Threading.Channels;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.AmazonLambda;

/// <summary>A Lambda Runtime API on this machine: gives out the invocations that a test queues, and keeps what is posted.</summary>
internal sealed class FakeRuntimeApi : IAsyncDisposable
{
    private const string Root = "/2018-06-01/runtime/";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly Channel<LoopbackAnswer> _next = Channel.CreateUnbounded<LoopbackAnswer>();
    private readonly Channel<Post> _posts = Channel.CreateUnbounded<Post>();
    private readonly LoopbackPeer _server;
    private int _asked;

    public FakeRuntimeApi() => _server = new LoopbackPeer(AnswerAsync);

    public string Endpoint => _server.Endpoint;

    /// <summary>How often the next invocation was asked for.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Answers a request before the test's queues do; null to leave it to them.</summary>
    public Func<LoopbackRequest, LoopbackAnswer?> Intercept { get; set; } = static _ => null;

    public void Invoke(string requestId, string json, DateTimeOffset? deadline = null, params (string Name, string Value)[] headers)
    {
        List<(string, string)> all = [("Content-Type", "application/json"), ("Lambda-Runtime-Aws-Request-Id", requestId), .. headers];
        if (deadline is { } time)
        {
            all.Add(("Lambda-Runtime-Deadline-Ms", time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)));
        }

        Assert.True(_next.Writer.TryWrite(new LoopbackAnswer(HttpStatusCode.OK, json, [.. all])));
    }

    /// <summary>What was posted next; fails the test where nothing is.</summary>
    public async Task<Post> PostedAsync()
    {
        using CancellationTokenSource deadline = new(Deadline);
        return await _posts.Reader.ReadAsync(deadline.Token);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<LoopbackAnswer> AnswerAsync(LoopbackRequest request, CancellationToken cancellationToken)
    {
        var isNext = request is { Method: "GET", Path: $"{Root}invocation/next" };
        if (isNext)
        {
            Interlocked.Increment(ref _asked);
        }

        if (Intercept(request) is { } answer)
        {
            return answer;
        }

        if (isNext)
        {
            return await _next.Reader.ReadAsync(cancellationToken);
        }

        if (request is not { Method: "POST", Version: "HTTP/1.1" } || request.Headers["Host"] != Endpoint || !request.Path.StartsWith(Root, StringComparison.Ordinal))
        {
            return new LoopbackAnswer(HttpStatusCode.BadRequest);
        }

        await _posts.Writer.WriteAsync(
            new Post(
                request.Path[Root.Length..],
                request.Body,
                request.Headers.GetValueOrDefault("Content-Type"),
                request.Headers.GetValueOrDefault("Lambda-Runtime-Function-Error-Type"),
                request.Headers.GetValueOrDefault("Lambda-Runtime-Function-XRay-Error-Cause")),
            cancellationToken);
        return new LoopbackAnswer(HttpStatusCode.Accepted);
    }
}

/// <summary>Something posted to the Runtime API.</summary>
internal sealed record Post(string Path, string Body, string? ContentType, string? ErrorType, string? XRayCause = null);

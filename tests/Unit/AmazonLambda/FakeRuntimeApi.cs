using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Channels;

namespace Orders.Tests.Unit.AmazonLambda;

/// <summary>A Lambda Runtime API in the process: gives out the invocations that a test queues, and keeps what is posted.</summary>
internal sealed class FakeRuntimeApi : HttpMessageHandler
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly Channel<HttpResponseMessage> _next = Channel.CreateUnbounded<HttpResponseMessage>();
    private readonly Channel<Post> _posts = Channel.CreateUnbounded<Post>();
    private int _asked;

    /// <summary>How often the next invocation was asked for.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Answers a request before the test's queues do; null to leave it to them.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> Intercept { get; set; } = static _ => null;

    public void Invoke(string requestId, string json, DateTimeOffset? deadline = null, params (string Name, string Value)[] headers)
    {
        HttpResponseMessage response = new(HttpStatusCode.OK)
        {
            Content = new StringContent(json, new MediaTypeHeaderValue("application/json")),
        };
        response.Headers.Add("Lambda-Runtime-Aws-Request-Id", requestId);
        if (deadline is { } time)
        {
            response.Headers.Add("Lambda-Runtime-Deadline-Ms", time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        }

        foreach (var (name, value) in headers)
        {
            response.Headers.Add(name, value);
        }

        Assert.True(_next.Writer.TryWrite(response));
    }

    /// <summary>What was posted next; fails the test where nothing is.</summary>
    public async Task<Post> PostedAsync()
    {
        using CancellationTokenSource deadline = new(Deadline);
        return await _posts.Reader.ReadAsync(deadline.Token);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Get)
        {
            Interlocked.Increment(ref _asked);
        }

        Assert.Equal(HttpVersion.Version11, request.Version);
        if (Intercept(request) is { } answer)
        {
            return answer;
        }

        if (request.Method == HttpMethod.Get)
        {
            Assert.Equal("http://runtime.test:9001/2018-06-01/runtime/invocation/next", request.RequestUri!.ToString());
            return await _next.Reader.ReadAsync(cancellationToken);
        }

        await _posts.Writer.WriteAsync(await Post.ReadAsync(request), cancellationToken);
        return new HttpResponseMessage(HttpStatusCode.Accepted);
    }
}

/// <summary>Something posted to the Runtime API.</summary>
internal sealed record Post(string Path, string Body, string? ContentType, string? ErrorType, string? XRayCause = null)
{
    public static async Task<Post> ReadAsync(HttpRequestMessage request) => new(
        request.RequestUri!.AbsolutePath["/2018-06-01/runtime/".Length..],
        Encoding.UTF8.GetString(await request.Content!.ReadAsByteArrayAsync()),
        request.Content.Headers.ContentType?.MediaType,
        Header(request, "Lambda-Runtime-Function-Error-Type"),
        Header(request, "Lambda-Runtime-Function-XRay-Error-Cause"));

    private static string? Header(HttpRequestMessage request, string name) => request.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}

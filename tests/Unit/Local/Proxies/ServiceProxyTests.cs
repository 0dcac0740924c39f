using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Orders.Local.Proxies;
using Orders.Operations.Http;

namespace Orders.Tests.Unit.Local.Proxies;

/// <summary>The proxy between a client and a server that keeps what came.</summary>
public sealed class ServiceProxyTests : IAsyncLifetime
{
    readonly List<(string Method, string Path, Dictionary<string, string> Headers, string Body)> _came = [];
    LoopbackServer _service = null!;

    [Fact]
    public async Task A_call_and_its_answer_pass_unchanged()
    {
        await using var proxy = await StartAsync();

        using var response = await CallAsync(proxy, "/000000000000/orders?a=b%2Fc", """{"QueueUrl":"http://q/orders"}""");

        var (method, path, headers, body) = Assert.Single(_came);
        Assert.Equal(("POST", "/000000000000/orders?a=b%2Fc", """{"QueueUrl":"http://q/orders"}"""), (method, path, body));
        Assert.Equal("AmazonSQS.SendMessage", headers["X-Amz-Target"]);
        Assert.Equal("application/x-amz-json-1.0", headers["Content-Type"]);
        Assert.Equal($"localhost:{proxy.Endpoint.Port}", headers["Host"]);
        Assert.DoesNotContain(headers.Keys, static name => name.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase) || name == "traceparent");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("123", response.Headers.GetValues("x-amz-crc32").Single());
        Assert.Equal("""{"answer":1}""", await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task An_observer_is_told_who_called_what_and_what_came_back()
    {
        var seen = new List<ObservedCall>();
        await using var proxy = await StartAsync(new CallObserver(seen.Add).InvokeAsync);

        using var response = await CallAsync(proxy, "/", """{"QueueUrl":"http://q/orders"}""");

        var call = Assert.Single(seen);
        Assert.Equal([new ServiceCall("orders-ingest", "sqs", "SendMessage", "orders")], call.Calls);
        Assert.Equal("""{"QueueUrl":"http://q/orders"}""", Encoding.UTF8.GetString(call.RequestBody.Span));
        Assert.Equal((400, """{"answer":1}"""), (call.Answer!.Status, Encoding.UTF8.GetString(call.Answer.Body.Span)));
    }

    [Fact]
    public async Task A_ping_is_answered_and_is_no_call()
    {
        await using var proxy = await StartAsync(static (_, _) => throw new InvalidOperationException("No middleware hears of it."));
        using var client = new HttpClient();

        Assert.Equal("healthy", await client.GetStringAsync(new Uri(proxy.Endpoint, "/ping"), Token));
        Assert.Empty(_came);
    }

    [Fact]
    public async Task A_middleware_may_answer_for_the_service()
    {
        await using var proxy = await StartAsync(static (call, _) =>
        {
            call.Answer = new ServiceAnswer(503, "busy"u8.ToArray());
            return Task.CompletedTask;
        });

        using var response = await CallAsync(proxy, "/", "{}");

        Assert.Empty(_came);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "busy"), (response.StatusCode, await response.Content.ReadAsStringAsync(Token)));
    }

    [Fact]
    public async Task A_middleware_may_change_request_and_answer_and_the_checksum_goes()
    {
        await using var proxy = await StartAsync(static async (call, next) =>
        {
            call.RequestBody = "longer than it was"u8.ToArray();
            await next();
            call.Answer = call.Answer! with { Body = "other"u8.ToArray() };
        });

        using var response = await CallAsync(proxy, "/", "{}");

        Assert.Equal("longer than it was", Assert.Single(_came).Body);
        Assert.Equal("other", await response.Content.ReadAsStringAsync(Token));
        Assert.False(response.Headers.Contains("x-amz-crc32"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_middleware_may_end_the_connection_before_or_after_the_service_has_answered(bool after)
    {
        var observed = new List<ObservedCall>();
        await using var proxy = await StartAsync(
            new CallObserver(observed.Add).InvokeAsync,
            async (call, next) =>
            {
                if (after)
                {
                    await next();
                }

                call.Reset();
            });

        await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(proxy, "/", "{}"));

        Assert.Equal(after ? 1 : 0, _came.Count);
        Assert.Null(Assert.Single(observed).Answer);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_middleware_may_await_the_answer_although_the_caller_has_gone(bool outlives)
    {
        var answered = new TaskCompletionSource<bool>();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var proxy = await StartAsync(async (call, next) =>
        {
            call.OutlivesCaller = outlives;
            await giveUp.CancelAsync();
            await Task.Delay(Timeout.Infinite, call.CallerGone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await next();
            answered.SetResult(call.Answer is not null);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CallAsync(proxy, "/", "{}", giveUp.Token));

        Assert.Equal(outlives, await answered.Task.WaitAsync(TimeSpan.FromSeconds(10), Token));
    }

    [Fact]
    public async Task Where_the_service_is_away_the_caller_gets_no_answer()
    {
        await using var proxy = await StartAsync();
        await _service.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(proxy, "/", "{}"));
    }

    public async ValueTask InitializeAsync() => _service = await LoopbackServer.StartAsync([0], 1 << 20, async context =>
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        _came.Add((
            context.Request.Method,
            $"{context.Request.Path}{context.Request.QueryString}",
            context.Request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body));
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.Headers["x-amz-crc32"] = "123";
        await context.Response.WriteAsync("""{"answer":1}""", context.RequestAborted);
    },
    // The proxy before it passes its own Host on.
    guard: static _ => null);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    Task<ServiceProxy> StartAsync(params IReadOnlyList<CallMiddleware> middleware) => ServiceProxy.StartAsync(_service.Uri, middleware);

    static async Task<HttpResponseMessage> CallAsync(ServiceProxy proxy, string path, string body, CancellationToken? cancellation = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(proxy.Endpoint, path))
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/x-amz-json-1.0")),
        };
        request.Headers.Host = $"localhost:{proxy.Endpoint.Port}";
        request.Headers.TryAddWithoutValidation("X-Amz-Target", "AmazonSQS.SendMessage");
        request.Headers.TryAddWithoutValidation(
            "Authorization", "AWS4-HMAC-SHA256 Credential=orders-ingest/20261124/ap-south-1/sqs/aws4_request, SignedHeaders=host, Signature=ab");
        return await http.SendAsync(request, cancellation ?? Token);
    }
}

using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Orders.Local.Api;
using Orders.Local.CloudWatch;
using Orders.Local.Lambda;
using Orders.Local.Proxies;
using Orders.Local.Resources;
using Orders.Operations.Http;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Local.Http;

/// <summary>What a browser sends for another site's page reaches no local server; what other clients send does.</summary>
public sealed class RequestGuardTests
{
    /// <summary>Every server that stands on its own, with a request that it takes.</summary>
    public static TheoryData<string, string, string> Servers => new()
    {
        { "bare", "POST", "/" },
        { "orders API", "POST", "/orders" },
        { "Lambda", "GET", "/2015-03-31/functions/f/configuration" },
        { "Lambda", "POST", "/2015-03-31/functions/f/invocations" },
        { "Runtime", "POST", "/2018-06-01/runtime/init/error" },
        { "CloudWatch", "POST", "/" },
        { "proxy", "POST", "/" },
    };

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Another_sites_page_reaches_no_server(string server, string method, string path)
    {
        await using var running = await Running.StartAsync(server);

        Assert.Equal(421, await running.StatusAsync(method, path, host: "evil.example:{0}"));
        Assert.Equal(421, await running.StatusAsync(method, path, host: "127.0.0.1:1"));
        Assert.Equal(403, await running.StatusAsync(method, path, origin: "https://evil.example"));
        Assert.Equal(403, await running.StatusAsync(method, path, origin: "null"));
        Assert.Equal(403, await running.StatusAsync(method, path, origin: "http://localhost:{0}"));
        Assert.Equal(403, await running.StatusAsync(method, path, site: "cross-site"));
        Assert.Equal(403, await running.StatusAsync(method, path, site: "same-site"));
        Assert.Equal(403, await running.StatusAsync("OPTIONS", path, origin: "https://evil.example"));
    }

    [Theory]
    [InlineData(ApiAuthorization.None, null, 200)]
    [InlineData(ApiAuthorization.Iam, null, 403)]
    [InlineData(ApiAuthorization.Iam, "Bearer x", 403)]
    [InlineData(ApiAuthorization.Iam, "AWS4-HMAC-SHA256 Credential=ada/20261123/ap-south-1/execute-api/aws4_request, SignedHeaders=host, Signature=0", 200)]
    public async Task The_orders_API_refuses_unsigned_requests_where_that_is_asked_for(ApiAuthorization authorization, string? signature, int status)
    {
        await using var api = await HttpApi.StartAsync(
            new FakeFunction(static _ => new InvocationResult(InvocationStatus.Success, "1", """{"statusCode":200}"""u8.ToArray())), authorization, 0, TimeProvider.System);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(api.Uri, "/orders"));
        request.Headers.TryAddWithoutValidation("Authorization", signature);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Other_clients_are_served(string server, string method, string path)
    {
        await using var running = await Running.StartAsync(server);

        foreach (var host in (string[])["127.0.0.1:{0}", "localhost:{0}", "[::1]:{0}"])
        {
            Assert.NotInRange(await running.StatusAsync(method, path, host), 403, 403);
            Assert.NotInRange(await running.StatusAsync(method, path, host), 415, 421);
        }
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("text/plain; charset=utf-8", 415)]
    [InlineData("Multipart/Form-Data", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData("application/json", 200)]
    public async Task A_browser_sends_what_no_form_can_send(string type, int status)
    {
        await using var running = await Running.StartAsync("bare");

        Assert.Equal(status, await running.StatusAsync("POST", "/", origin: "http://127.0.0.1:{0}", site: "same-origin", type: type));
        // curl sends the type of a form, .NET's StringContent text/plain.
        Assert.Equal(200, await running.StatusAsync("POST", "/", type: type));
    }

    [Fact]
    public async Task An_address_that_the_user_typed_is_served()
    {
        await using var running = await Running.StartAsync("bare");

        Assert.Equal(200, await running.StatusAsync("GET", "/", site: "none"));
    }

    private sealed class Running(int port, IAsyncDisposable server) : IAsyncDisposable
    {
        private static readonly Uri Nowhere = new("http://127.0.0.1:1");

        private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

        public static async Task<Running> StartAsync(string server)
        {
            switch (server)
            {
                case "orders API":
                    var api = await HttpApi.StartAsync(new FakeFunction(static _ => new InvocationResult(InvocationStatus.Success, "1", "{}"u8.ToArray())), ApiAuthorization.None, 0, TimeProvider.System);
                    return new Running(api.Uri.Port, api);
                case "CloudWatch":
                    var cloudWatch = await CloudWatchService.StartAsync(new MetricStore(TimeProvider.System), sqsEmulator: null, TimeProvider.System);
                    return new Running(cloudWatch.Endpoint.Port, cloudWatch);
                case "proxy":
                    var proxy = await ServiceProxy.StartAsync(Nowhere, [static (call, _) =>
                    {
                        call.Answer = new ServiceAnswer(200, "{}"u8.ToArray());
                        return Task.CompletedTask;
                    }]);
                    return new Running(proxy.Endpoint.Port, proxy);
                case "Lambda":
                    var function = new FunctionDefinition { Name = "f", Command = ["/no/such/function"], LocalInstances = 1 };
                    var lambda = await LambdaService.StartAsync(
                        [function], new LocalEndpoints(Nowhere, Nowhere, "ap-south-1", "local", "local"), new LambdaServiceOptions(), TimeProvider.System);
                    return new Running(lambda.Endpoint.Port, lambda);
                default:
                    var bare = await LoopbackServer.StartAsync(
                        [0], 1 << 20, server == "Runtime" ? new RuntimeApi(new Dictionary<int, RuntimeSlot>(), "ap-south-1").HandleAsync : static http => http.Response.WriteAsync("{}"));
                    return new Running(bare.Ports[0], bare);
            }
        }

        public async Task<int> StatusAsync(string method, string path, string? host = null, string? origin = null, string? site = null, string type = "application/json")
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"http://127.0.0.1:{port}{path}"));
            request.Headers.Host = host is null ? null : string.Format(null, host, port);
            if (method == "POST")
            {
                request.Content = new ByteArrayContent("{}"u8.ToArray());
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            }

            foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[("Origin", origin), ("Sec-Fetch-Site", site)])
            {
                if (value is not null)
                {
                    request.Headers.Add(name, string.Format(null, value, port));
                }
            }

            using var response = await _http.SendAsync(request, Given.Token);
            return (int)response.StatusCode;
        }

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await server.DisposeAsync();
        }
    }
}

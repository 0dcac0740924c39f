using Orders.Local.Lambda;
using Orders.Operations.Http;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Local.Lambda;

public sealed class RuntimeApiTests
{
    [Theory]
    [InlineData(4 * 1024, false)]
    [InlineData((4 * 1024) + 1, true)]
    [InlineData(1024 * 1024, true)]
    public async Task An_event_of_more_than_a_few_KB_comes_in_chunks_as_from_Lambda(int bytes, bool isChunked)
    {
        var slots = new Dictionary<int, RuntimeSlot>();
        await using var server = await LoopbackServer.StartAsync([0], RuntimeApi.MaxRequestBytes, new RuntimeApi(slots, "ap-south-1").HandleAsync);
        slots[server.Ports[0]] = new RuntimeSlot(server.Ports[0]);
        await using var instance = new FunctionInstance(new Owner(new Invocation(new byte[bytes], new InvocationOptions())), slots[server.Ports[0]], TimeProvider.System);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        using var next = await http.GetAsync(new Uri(server.Uri, "/2018-06-01/runtime/invocation/next"), HttpCompletionOption.ResponseHeadersRead, Given.Token);

        Assert.Equal((isChunked ? true : null, isChunked ? null : bytes), (next.Headers.TransferEncodingChunked, next.Content.Headers.ContentLength));
        Assert.Equal(bytes, (await next.Content.ReadAsByteArrayAsync(Given.Token)).Length);
    }

    private sealed class Owner(Invocation invocation) : IInstanceOwner
    {
        public FunctionDefinition Function { get; } = new() { Name = "f", Command = ["/no/such/function"], LocalInstances = 1 };

        public void Ready(FunctionInstance instance) => Assert.True(instance.Assign(invocation));

        public void Ended(FunctionInstance instance, Func<string, byte[]> initError)
        {
        }
    }
}

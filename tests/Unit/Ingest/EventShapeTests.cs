using System.Text;
using Orders.Model;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Ingest;

public sealed class EventShapeTests
{
    private const string Kettle = """{"item":"kettle","quantity":2,"idempotency_key":"key-1"}""";

    private static readonly string Id = OrderId.FromKey("public", "key-1").ToString();

    private readonly IngestHarness _ingest = new();

    [Theory]
    [InlineData("""{"body":"{\"item\":\"kettle\",\"quantity\":2,\"idempotency_key\":\"key-1\"}"}""")]
    [InlineData("""{"body":{"item":"kettle","quantity":2,"idempotency_key":"key-1"}}""")]
    [InlineData("""{"body":{"item":"kettle","quantity":2},"headers":{"Idempotency-Key":"key-1","x":"1"}}""")]
    [InlineData(Kettle)]
    public async Task A_direct_invocation_places_an_order(string json)
    {
        var answer = await _ingest.InvokeAsync(json);
        Assert.Equal((200, Id), (answer.Status, answer.OrderId));
    }

    [Fact]
    public async Task A_direct_invocation_takes_an_array()
    {
        var answer = await _ingest.InvokeAsync($"[{Kettle},{Kettle}]");
        Assert.Equal(2, answer.Body.GetProperty("results").GetArrayLength());
    }

    [Fact]
    public async Task An_event_that_is_not_UTF_8_is_refused_before_a_late_member_of_it_is_read()
    {
        byte[] json = [.. """{"httpMethod":"GET","path":"/orders","requestContext":{"authorizer":{"principalId":{"":"""u8, (byte)'"', 0xB0, (byte)'"', .. "}}}}"u8];

        var answer = await _ingest.InvokeAsync(json);

        Assert.Equal(400, answer.Status);
        Assert.Equal("encoding", answer.Body.GetProperty("details")[0].Text("code"));
        Assert.Equal("UnreadableEventException", Assert.Single(_ingest.Lines.Of("RequestUnreadable")).Text("error"));
    }

    [Fact]
    public async Task A_REST_API_is_answered_in_its_own_shape()
    {
        var answer = await _ingest.InvokeAsync(new HttpEvent("POST", "/orders", Kettle).ToRestApi());
        Assert.Equal((200, Id), (answer.Status, answer.OrderId));
        Assert.False(answer.Event.TryGetProperty("cookies", out var cookies) && cookies.ValueKind == System.Text.Json.JsonValueKind.Array);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_may_come_as_base64(bool rest)
    {
        var request = new HttpEvent("POST", "/orders") { Binary = Encoding.UTF8.GetBytes(Kettle) };
        var answer = await _ingest.InvokeAsync(rest ? request.ToRestApi() : request.ToHttpApi());
        Assert.Equal((200, Id), (answer.Status, answer.OrderId));
    }

    [Theory]
    [InlineData("prod", "/prod/orders", 200)]
    [InlineData("$default", "/orders", 200)]
    [InlineData("orders", "/orders/orders", 200)]
    [InlineData("prod", "/production/orders", 404)]
    public async Task The_stage_is_no_part_of_the_path(string stage, string path, int status) =>
        Assert.Equal(status, (await _ingest.SendAsync(new HttpEvent("POST", path, Kettle) { Stage = stage })).Status);

    [Theory]
    [InlineData("GET", "/", 404, null)]
    [InlineData("GET", "/order", 404, null)]
    [InlineData("POST", "/Orders", 404, null)]
    [InlineData("GET", "/orders/01934f5e-7c00-7000-8000-000000000000/items", 404, null)]
    [InlineData("PUT", "/orders", 405, "GET, POST")]
    [InlineData("DELETE", "/orders", 405, "GET, POST")]
    [InlineData("POST", "/orders/01934f5e-7c00-7000-8000-000000000000", 405, "DELETE, GET, PUT")]
    [InlineData("PATCH", "/orders/01934f5e-7c00-7000-8000-000000000000", 405, "DELETE, GET, PUT")]
    public async Task What_is_no_route_is_refused(string method, string path, int status, string? allow)
    {
        var answer = await _ingest.SendAsync(new HttpEvent(method, path, "{}"));
        Assert.Equal((status, allow), (answer.Status, answer.Headers.GetValueOrDefault("Allow")));
        Assert.NotNull(answer.Body.Text("error"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("{\"requestContext\":")]
    [InlineData("{\"requestContext\":7}")]
    [InlineData("{\"requestContext\":{},\"body\":\"%%%\",\"isBase64Encoded\":true}")]
    [InlineData("{\"httpMethod\":[]}")]
    [InlineData("{\"body\":\"\\ud800\"}")]
    [InlineData("{\"body\":7}")]
    [InlineData("null")]
    [InlineData("7")]
    public async Task An_event_that_cannot_be_read_is_an_answer_and_no_exception(string json)
    {
        var answer = await _ingest.InvokeAsync(json);
        Assert.InRange(answer.Status, 400, 404);
        Assert.NotNull(answer.Body.Text("error"));
        Assert.Empty(_ingest.Sqs.Sends);
    }

    [Fact]
    public async Task Nesting_without_end_is_an_answer_and_no_exception()
    {
        var answer = await _ingest.InvokeAsync(string.Concat(Enumerable.Repeat("{\"body\":", 10_000)));
        Assert.Equal(400, answer.Status);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_an_answer_and_no_exception() =>
        Assert.Equal(400, (await _ingest.InvokeAsync([(byte)'{', (byte)'"', 0xFF, 0xFE, (byte)'"', (byte)':', (byte)'1', (byte)'}'])).Status);
}

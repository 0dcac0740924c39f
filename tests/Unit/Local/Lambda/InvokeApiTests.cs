using System.Net;
using System.Text;
using Orders.Local.Lambda;
using Orders.Local.Resources;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Local.Lambda;

/// <summary>What Lambda's Invoke refuses before any function sees it.</summary>
public sealed class InvokeApiTests : IAsyncLifetime
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:1");

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private LambdaService _lambda = null!;

    public async ValueTask InitializeAsync() => _lambda = await LambdaService.StartAsync(
        [new FunctionDefinition { Name = "f", Command = ["/no/such/function"], LocalInstances = 1 }],
        new LocalEndpoints(Nowhere, Nowhere, "ap-south-1", "local", "local"),
        new LambdaServiceOptions(),
        TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _lambda.DisposeAsync();
    }

    [Theory]
    [InlineData("junk")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{} {}")]
    [InlineData(" ")]
    [InlineData("'a'")]
    [InlineData("\"open")]
    public async Task A_payload_that_is_not_JSON_is_refused(string payload)
    {
        foreach (var type in (string[])["RequestResponse", "Event", "DryRun"])
        {
            var (status, error, message) = await InvokeAsync(Encoding.UTF8.GetBytes(payload), ("X-Amz-Invocation-Type", type));

            Assert.Equal((HttpStatusCode.BadRequest, "InvalidRequestContentException"), (status, error));
            Assert.Contains("Could not parse request body into json", message, StringComparison.Ordinal);
        }

        Assert.Empty(_lambda["f"].InstancePids);
    }

    [Fact]
    public async Task A_payload_that_is_not_UTF_8_is_refused() =>
        Assert.Equal("InvalidRequestContentException", (await InvokeAsync([(byte)'"', 0xFF, (byte)'"'])).Error);

    [Theory]
    [InlineData("###")]
    [InlineData("bm90IEpTT04=")]
    [InlineData("NQ==")]
    [InlineData("WzFd")]
    [InlineData("eyJhIjo=")]
    [InlineData("eyJhIjoi/yJ9")]
    public async Task A_client_context_that_is_not_an_object_in_base64_is_refused(string context)
    {
        var (status, error, message) = await InvokeAsync("{}"u8.ToArray(), ("X-Amz-Client-Context", context));

        Assert.Equal((HttpStatusCode.BadRequest, "InvalidRequestContentException", "Client context must be a valid Base64-encoded JSON object."), (status, error, message));
    }

    [Theory]
    [InlineData(3580, "DryRun", HttpStatusCode.NoContent)]
    [InlineData(3584, "DryRun", HttpStatusCode.BadRequest)]
    public async Task A_client_context_has_at_most_3583_bytes(int length, string type, HttpStatusCode status)
    {
        var json = $$"""{"a":"{{new string('x', (length / 4 * 3) - 8)}}"}""";
        var context = Convert.ToBase64String(Encoding.UTF8.GetBytes(json));
        Assert.Equal(length, context.Length);

        Assert.Equal(status, (await InvokeAsync("{}"u8.ToArray(), ("X-Amz-Client-Context", context), ("X-Amz-Invocation-Type", type))).Status);
    }

    [Theory]
    [InlineData("{\"a\":\"é\u007f€\"}", "{\"a\":\"\\u00e9\\u007f\\u20ac\"}")]
    [InlineData("{\r\n\t\"a\" : 1}", "{   \"a\" : 1}")]
    [InlineData("{\"a\":\"😀\"}", "{\"a\":\"\\ud83d\\ude00\"}")]
    [InlineData("{\"\\ud800\":1}", "{\"\\ud800\":1}")]
    public void A_client_context_reaches_the_function_as_a_header_can_carry_it(string json, string header) =>
        Assert.Equal(header, ClientContext.Read(Convert.ToBase64String(Encoding.UTF8.GetBytes(json))));

    [Theory]
    [InlineData("X-Amz-Invocation-Type", "Later", "1 validation error detected: Value 'Later' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]")]
    [InlineData("X-Amz-Log-Type", "All", "1 validation error detected: Value 'All' at 'logType' failed to satisfy constraint: Member must satisfy enum value set: [None, Tail]")]
    public async Task A_value_that_is_not_in_the_set_is_refused(string header, string value, string message) =>
        Assert.Equal((HttpStatusCode.BadRequest, "ValidationException", message), await InvokeAsync("{}"u8.ToArray(), (header, value)));

    [Theory]
    [InlineData("f", HttpStatusCode.NoContent)]
    [InlineData("f:$LATEST", HttpStatusCode.NoContent)]
    [InlineData("f?Qualifier=$LATEST", HttpStatusCode.NoContent)]
    [InlineData("arn:aws:lambda:ap-south-1:000000000000:function:f", HttpStatusCode.NoContent)]
    [InlineData("000000000000:function:f:$LATEST", HttpStatusCode.NoContent)]
    [InlineData("g", HttpStatusCode.NotFound)]
    [InlineData("f:live", HttpStatusCode.NoContent)]
    [InlineData("f:other", HttpStatusCode.NotFound)]
    [InlineData("f?Qualifier=7", HttpStatusCode.NotFound)]
    [InlineData("arn:aws:lambda:ap-south-1:000000000000:function:f:live", HttpStatusCode.NoContent)]
    [InlineData("f:$LATEST?Qualifier=live", HttpStatusCode.BadRequest)]
    public async Task A_function_is_found_by_its_names_its_one_version_and_its_one_alias(string function, HttpStatusCode status)
    {
        var (name, query) = function.Split('?') is [var path, var rest] ? (path, $"?{rest}") : (function, "");

        Assert.Equal(status, (await InvokeAsync("{}"u8.ToArray(), $"{Uri.EscapeDataString(name)}/invocations{query}", ("X-Amz-Invocation-Type", "DryRun"))).Status);
    }

    [Theory]
    [InlineData("Event", (1024 * 1024) + 1)]
    [InlineData("RequestResponse", (6 * 1024 * 1024) + 1)]
    public async Task A_payload_over_the_limit_is_refused_also_when_it_comes_in_chunks(string type, int bytes)
    {
        using var request = Request("f/invocations", new byte[bytes], ("X-Amz-Invocation-Type", type));
        request.Headers.TransferEncodingChunked = true;

        using var response = await _http.SendAsync(request, Given.Token);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "RequestTooLargeException"), (response.StatusCode, Assert.Single(response.Headers.GetValues("X-Amzn-ErrorType"))));
    }

    private Task<(HttpStatusCode Status, string? Error, string? Message)> InvokeAsync(byte[] payload, params (string Name, string Value)[] headers) =>
        InvokeAsync(payload, "f/invocations", headers);

    private async Task<(HttpStatusCode Status, string? Error, string? Message)> InvokeAsync(byte[] payload, string path, params (string Name, string Value)[] headers)
    {
        using var request = Request(path, payload, headers);
        using var response = await _http.SendAsync(request, Given.Token);
        var body = await response.Content.ReadAsStringAsync(Given.Token);
        return (
            response.StatusCode,
            response.Headers.TryGetValues("X-Amzn-ErrorType", out var error) ? error.Single() : null,
            body.Length > 0 ? Wire.Parse(body).GetProperty("Message").GetString() : null);
    }

    private HttpRequestMessage Request(string path, byte[] payload, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_lambda.Endpoint, $"/2015-03-31/functions/{path}")) { Content = new ByteArrayContent(payload) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}

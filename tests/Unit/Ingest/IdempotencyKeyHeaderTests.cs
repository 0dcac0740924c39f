using System.Text.Json.Nodes;
using Orders.Model;
using Orders.Tests.Unit.Support;
using Orders.Validation;

namespace Orders.Tests.Unit.Ingest;

/// <summary>The header follows draft-ietf-httpapi-idempotency-key-header: a structured string (RFC 8941), or the bare key.</summary>
public sealed class IdempotencyKeyHeaderTests
{
    private const string Kettle = """{"item":"kettle","quantity":2}""";

    private readonly IngestHarness _ingest = new();

    [Theory]
    [InlineData("k", "k")]
    [InlineData("\"k\"", "k")]
    [InlineData("  \"k\"\t", "k")]
    [InlineData("k, k", "k")]
    [InlineData("k,k", "k")]
    [InlineData("\"k\",\"k\" , k", "k")]
    [InlineData("\"a,b\"", "a,b")]
    [InlineData("\"a,b\", \"a,b\"", "a,b")]
    [InlineData("\"a\\\"b\\\\c\"", "a\"b\\c")]
    [InlineData("a\\b;c=d e", "a\\b;c=d e")]
    [InlineData("\" k \"", " k ")]
    [InlineData("'k'", "'k'")]
    public async Task A_quoted_key_and_a_bare_key_are_the_same_key(string header, string key)
    {
        var answer = await _ingest.PostAsync(Kettle, header);
        Assert.Equal((200, OrderId.FromKey("public", key).ToString()), (answer.Status, answer.OrderId));
        Assert.Equal(key, Wire.Parse(Assert.Single(_ingest.Queued).MessageBody).Text("idempotency_key"));
    }

    [Theory]
    [InlineData("a, b", "mismatch")]
    [InlineData("a,b", "mismatch")]
    [InlineData("\"a\", \"b\"", "mismatch")]
    [InlineData("a, \"b\"", "mismatch")]
    [InlineData("a,", "length")]
    [InlineData(", a", "length")]
    [InlineData(",", "length")]
    [InlineData("", "length")]
    [InlineData("   ", "length")]
    [InlineData("\"\"", "length")]
    [InlineData("\"k", "format")]
    [InlineData("\"", "format")]
    [InlineData("\"k\\", "format")]
    [InlineData("\"k\\n\"", "format")]
    [InlineData("\"k\"x", "format")]
    [InlineData("\"k\";a=1", "format")]
    [InlineData("\"k\" \"k\"", "format")]
    [InlineData("k\"", "format")]
    [InlineData("a\"b", "format")]
    [InlineData("clé", "characters")]
    [InlineData("\"clé\"", "characters")]
    [InlineData("\"a\tb\"", "characters")]
    [InlineData("a\u007fb", "characters")]
    public async Task A_header_that_breaks_a_rule_is_refused_by_name(string header, string code)
    {
        var answer = await _ingest.PostAsync(Kettle, header);
        Assert.Equal(400, answer.Status);
        Assert.Equal(("Idempotency-Key", code), Assert.Single(answer.Details));
        Assert.Empty(_ingest.Sqs.Sends);
    }

    [Theory]
    [InlineData("web-1")]
    [InlineData("a,b")]
    [InlineData("\"k\"")]
    [InlineData("a\\\"b\\")]
    [InlineData(" k ")]
    public async Task Any_key_can_be_written_as_a_header(string key) =>
        Assert.Equal(OrderId.FromKey("public", key).ToString(), (await _ingest.PostAsync(Kettle, IdempotencyKeyRule.Write(key))).OrderId);

    [Fact]
    public async Task The_limit_is_the_keys_and_not_the_quotes()
    {
        Assert.Equal(200, (await _ingest.PostAsync(Kettle, $"\"{new string('k', 255)}\"")).Status);
        Assert.Equal(200, (await _ingest.PostAsync(Kettle, $"\"{string.Concat(Enumerable.Repeat("\\\\", 255))}\"")).Status);
        Assert.Equal(("Idempotency-Key", "length"), Assert.Single((await _ingest.PostAsync(Kettle, $"\"{new string('k', 256)}\"")).Details));
    }

    [Fact]
    public async Task Header_and_field_are_compared_after_the_header_is_read()
    {
        const string keyed = """{"item":"kettle","quantity":2,"idempotency_key":"k"}""";
        Assert.Equal(200, (await _ingest.PostAsync(keyed, "\"k\"")).Status);
        Assert.Equal(("Idempotency-Key", "mismatch"), Assert.Single((await _ingest.PostAsync(keyed, "\"j\"")).Details));

        // The field is plain JSON: its quotes are the key's.
        var field = await _ingest.PostAsync("""{"item":"kettle","quantity":2,"idempotency_key":"\"k\""}""");
        Assert.Equal(OrderId.FromKey("public", "\"k\"").ToString(), field.OrderId);
    }

    [Theory]
    [InlineData("""["k","k"]""", 200)]
    [InlineData("""["k","\"k\""]""", 200)]
    [InlineData("""["k","j"]""", 400)]
    [InlineData("""["k, j"]""", 400)]
    public async Task A_repeated_header_of_a_REST_API_is_one_key_or_is_refused(string values, int status)
    {
        var request = JsonNode.Parse(new HttpEvent("POST", "/orders", Kettle) { Headers = new() { ["Idempotency-Key"] = "k" } }.ToRestApi())!;
        request["multiValueHeaders"] = new JsonObject { ["Idempotency-Key"] = JsonNode.Parse(values) };
        var answer = await _ingest.InvokeAsync(request.ToJsonString());
        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 200 ? OrderId.FromKey("public", "k").ToString() : null, answer.OrderId);
        Assert.All(answer.Details, static detail => Assert.Equal(("Idempotency-Key", "mismatch"), detail));
    }

    [Theory]
    [InlineData("k", 200)]
    [InlineData("j", 400)]
    public async Task One_header_in_two_casings_is_one_header(string other, int status)
    {
        var headers = new JsonObject { ["idempotency-key"] = "k", ["Idempotency-Key"] = other };
        var direct = await _ingest.InvokeAsync(new JsonObject { ["body"] = Kettle, ["headers"] = headers.DeepClone() }.ToJsonString());
        var api = JsonNode.Parse(new HttpEvent("POST", "/orders", Kettle).ToHttpApi())!;
        api["headers"] = headers;
        Assert.Equal((status, status), (direct.Status, (await _ingest.InvokeAsync(api.ToJsonString())).Status));
    }
}

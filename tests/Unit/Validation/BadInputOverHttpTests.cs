using System.Text;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Validation;

public sealed class BadInputOverHttpTests
{
    private readonly IngestHarness _ingest = new();

    [Theory]
    [MemberData(nameof(BadInput.Names), MemberType = typeof(BadInput))]
    public async Task The_answer_names_the_field_and_the_rule_and_never_the_value(string name)
    {
        var input = BadInput.Of(name);
        var answer = await _ingest.PostAsync(input.Body);

        Assert.Equal(input is { Field: "body", Code: "too_large" } ? 413 : 400, answer.Status);
        Assert.Equal((input.Field, input.Code), answer.Details[0]);
        Assert.False(string.IsNullOrEmpty(answer.Body.Text("error")));
        Assert.StartsWith(input.Field + " ", answer.Body.GetProperty("details")[0].Text("message"), StringComparison.Ordinal);
        Assert.DoesNotContain(BadInput.Secret, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(BadInput.Secret, _ingest.Lines.Text, StringComparison.Ordinal);
        Assert.Empty(_ingest.Sqs.Sends);
        Assert.Equal(1, _ingest.Lines.Metric("OrdersRefused"));
    }

    [Theory]
    [MemberData(nameof(BadInput.Names), MemberType = typeof(BadInput))]
    public async Task Among_valid_orders_only_the_bad_one_is_refused(string name)
    {
        var input = BadInput.Of(name);
        var answer = await _ingest.PostAsync($$"""[{"item":"a","quantity":1},{{input.Body}},{"item":"b","quantity":1}]""");
        if (input is { Field: "body", Code: "malformed_json" } or { Name: "empty" or "16 deep" or "a second value behind it" })
        {
            // The array itself is broken by it, or nested one deeper.
            Assert.Equal(400, answer.Status);
            Assert.Equal(("body", "malformed_json"), answer.Details[0]);
            Assert.Empty(_ingest.Sqs.Sends);
            return;
        }

        Assert.Equal(200, answer.Status);
        var results = answer.Body.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal([true, false, true], results.Select(static result => result.TryGetProperty("order_id", out _)));
        var detail = results[1].GetProperty("details")[0];
        Assert.Equal((input.Field, input.Code), (detail.Text("field"), detail.Text("code")));
        Assert.Equal(2, _ingest.Queued.Count);
        Assert.DoesNotContain(BadInput.Secret, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_named_at_once()
    {
        var answer = await _ingest.PostAsync("""{"item":"","quantity":0,"customer_email":"x","colour":1}""");
        Assert.Equal(
            [("item", "length"), ("quantity", "range"), ("customer_email", "format"), ("colour", "unknown_field")], answer.Details);
    }

    [Theory]
    [InlineData("type", "\"order.place\"")]
    [InlineData("order_id", "\"01934f5e-7c00-7000-8000-000000000000\"")]
    [InlineData("owner", "\"somebody-else\"")]
    [InlineData("source", "\"pos-7\"")]
    [InlineData("placed_at", "\"2020-01-01T00:00:00Z\"")]
    [InlineData("status", "\"COMPLETED\"")]
    public async Task What_only_a_message_may_have_is_refused(string field, string value)
    {
        var answer = await _ingest.PostAsync(BadInput.With(field, value));
        Assert.Equal(400, answer.Status);
        Assert.Equal((field, "unknown_field"), Assert.Single(answer.Details));
    }

    [Theory]
    [InlineData("[]", 400, "length")]
    [InlineData(" [ ] ", 400, "length")]
    [InlineData("[1,2", 400, "malformed_json")]
    public async Task An_array_without_orders_is_refused_as_a_whole(string body, int status, string code)
    {
        var answer = await _ingest.PostAsync(body);
        Assert.Equal(status, answer.Status);
        Assert.Equal(("body", code), Assert.Single(answer.Details));
    }

    [Theory]
    [InlineData(500, 200)]
    [InlineData(501, 413)]
    public async Task An_array_has_at_most_500_orders(int orders, int status)
    {
        var answer = await _ingest.PostAsync($"[{string.Join(',', Enumerable.Repeat("""{"item":"a","quantity":1}""", orders))}]");
        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 200 ? orders : 0, _ingest.Queued.Count);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("[]")]
    [InlineData("[{\"item\":\"a\",\"quantity\":1}]")]
    public async Task An_element_that_is_no_object_is_refused_by_itself(string element)
    {
        var answer = await _ingest.PostAsync($$"""[{{element}},{"item":"a","quantity":1}]""");
        Assert.Equal(200, answer.Status);
        var results = answer.Body.GetProperty("results");
        Assert.Equal("type", results[0].GetProperty("details")[0].Text("code"));
        Assert.NotNull(results[1].Text("order_id"));
    }

    [Fact]
    public async Task An_element_of_more_than_64_KiB_is_refused_by_itself()
    {
        var answer = await _ingest.PostAsync($"[{BadInput.With("colour", $"\"{new string('x', 64 * 1024)}\"")},{BadInput.Valid}]");
        Assert.Equal(200, answer.Status);
        var results = answer.Body.GetProperty("results");
        Assert.Equal("too_large", results[0].GetProperty("details")[0].Text("code"));
        Assert.NotNull(results[1].Text("order_id"));
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_refused()
    {
        byte[] body = [.. "{\"item\":\""u8, 0xC3, 0x28, .. "\",\"quantity\":2}"u8];
        var answer = await _ingest.SendAsync(new HttpEvent("POST", "/orders") { Binary = body });
        Assert.Equal(400, answer.Status);
        Assert.Equal(("body", "encoding"), Assert.Single(answer.Details));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml; charset=utf-8")]
    [InlineData("application/json-patch+json")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Another_content_type_is_refused(string type)
    {
        var answer = await _ingest.SendAsync(new HttpEvent("POST", "/orders", BadInput.Valid) { Headers = new() { ["content-type"] = type } });
        Assert.Equal(415, answer.Status);
        Assert.Equal(("content-type", "value"), Assert.Single(answer.Details));
        Assert.Empty(_ingest.Sqs.Sends);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON; charset=utf-8")]
    [InlineData("")]
    public async Task JSON_is_taken_however_its_type_is_written(string type)
    {
        var answer = await _ingest.SendAsync(new HttpEvent("POST", "/orders", BadInput.Valid) { Headers = new() { ["Content-Type"] = type } });
        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData("another", "mismatch")]
    [InlineData("", "length")]
    [InlineData("é", "characters")]
    [InlineData("a\tb", "characters")]
    public async Task A_header_key_that_breaks_its_rule_is_refused(string key, string code)
    {
        var answer = await _ingest.PostAsync(BadInput.Valid, key);
        Assert.Equal(400, answer.Status);
        Assert.Equal(("Idempotency-Key", code), Assert.Single(answer.Details));
    }

    [Fact]
    public async Task A_header_key_that_is_too_long_is_refused()
    {
        var answer = await _ingest.PostAsync("""{"item":"a","quantity":1}""", new string('k', 256));
        Assert.Equal(("Idempotency-Key", "length"), Assert.Single(answer.Details));
    }

    [Fact]
    public async Task A_header_key_does_not_go_with_an_array()
    {
        var answer = await _ingest.PostAsync($"[{BadInput.Valid}]", "k");
        Assert.Equal(400, answer.Status);
        Assert.Equal(("Idempotency-Key", "mismatch"), Assert.Single(answer.Details));
        Assert.Empty(_ingest.Sqs.Sends);
    }

    [Fact]
    public async Task The_longest_values_are_taken()
    {
        var body = $$"""
            {"item":"{{string.Concat(Enumerable.Repeat("😀", 256))}}","quantity":1000000,"customer_name":"{{new string('n', 256)}}",
             "customer_email":"{{new string('a', 315)}}@b.io","idempotency_key":"{{new string('k', 255)}}",
             "metadata":{ {{string.Join(',', Enumerable.Range(0, 20).Select(static i => $"\"k{i:D2}\":\"{new string('v', 99)}\""))}} } }
            """;
        Assert.Equal(200, (await _ingest.PostAsync(body)).Status);
    }

    [Fact]
    public async Task An_order_of_exactly_64_KiB_is_read()
    {
        var body = Encoding.UTF8.GetBytes(BadInput.Valid);
        Array.Resize(ref body, 64 * 1024);
        body.AsSpan(BadInput.Valid.Length).Fill((byte)' ');
        Assert.Equal(200, (await _ingest.SendAsync(new HttpEvent("POST", "/orders") { Binary = body })).Status);
    }

    [Theory]
    [InlineData("\"\"", "\"\"")]
    [InlineData("\"\\ud800\"", "?")]
    [InlineData("\"\\udc00\\ud800\"", "?")]
    [InlineData("\"\\ud83d\\ude00\"", "??")]
    public async Task A_name_that_cannot_be_shown_is_stood_for(string name, string shown)
    {
        var answer = await new IngestHarness().PostAsync($$"""{"item":"kettle","quantity":1,{{name}}:1}""");

        Assert.Equal([(shown, "unknown_field")], answer.Details);
    }

    [Fact]
    public async Task Of_very_many_wrong_names_ten_are_told()
    {
        var names = string.Concat(Enumerable.Range(0, 5000).Select(static i => $"\"f{i}\":0,"));

        var answer = await new IngestHarness().PostAsync($$"""{{{names}}"item":"kettle","quantity":1}""");

        Assert.Equal(400, answer.Status);
        Assert.Equal(10, answer.Details.Count);
    }

    [Fact]
    public async Task A_method_of_the_callers_own_is_not_logged()
    {
        var ingest = new IngestHarness();

        var answer = await ingest.SendAsync(new HttpEvent("S3CR3T", "/orders"));

        Assert.Equal(405, answer.Status);
        Assert.Equal("other was answered 405", Assert.Single(ingest.Lines.Of("RequestAnswered")).GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_token_without_a_subject_is_nobodys()
    {
        var answer = await new IngestHarness().SendAsync(new HttpEvent("POST", "/orders", "{}") { Authorizer = """{"jwt":{"claims":{"sub":null}}}""" });

        Assert.Equal(403, answer.Status);
    }
}

using System.Text.Json;
using Orders.Operations.DeadLetters;
using Orders.Operations.Json;
using Orders.Operations.WebConsole.Letters;
using Orders.Tests.Unit.DeadLetters;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.WebConsole;

public sealed class BodyCheckTests
{
    private readonly LetterBench _bench = new();

    [Fact]
    public async Task A_broken_rule_is_named_with_its_field_and_line()
    {
        var check = await CheckAsync("{\n  \"item\": \"kettle\",\n  \"quantity\": \"2\",\n  \"idempotency_key\": \"k\"\n}");

        var error = Assert.Single(check.GetProperty("errors").EnumerateArray());
        Assert.Equal(("quantity", "type", 3), (error.GetProperty("field").GetString(), error.GetProperty("code").GetString(), error.GetProperty("line").GetInt32()));
        Assert.False(check.GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task What_is_no_JSON_is_named_with_the_line_where_it_ends_to_be()
    {
        var check = await CheckAsync("{\n  \"item\": \"kettle\"\n  \"quantity\": 2\n}");

        var error = Assert.Single(check.GetProperty("errors").EnumerateArray());
        Assert.Equal(("malformed_json", 3), (error.GetProperty("code").GetString(), error.GetProperty("line").GetInt32()));
    }

    [Fact]
    public async Task A_valid_body_says_what_it_asks_for()
    {
        var check = await CheckAsync("""{"item":"kettle","quantity":2,"idempotency_key":"k"}""");

        Assert.True(check.GetProperty("valid").GetBoolean());
        Assert.StartsWith("Places order ", check.GetProperty("asks").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_body_that_would_be_sent_is_checked_and_not_the_masked_one()
    {
        var letter = await LetterAsync("""{"item":"kettle","quantity":"2","idempotency_key":"k","customer_email":"zoe@example.com"}""");

        var check = BodyCheck.Of(letter, """{"item":"kettle","quantity":2,"idempotency_key":"k","customer_email":"z…@…"}""", isCovered: true, Given.Now);

        Assert.Empty(check.Errors);
        Assert.Contains("zoe@example.com", check.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_masked_address_that_is_nobodys_is_refused()
    {
        var letter = await LetterAsync("""{"item":"kettle","quantity":"2","idempotency_key":"k","customer_email":"zoe@example.com"}""");

        var check = BodyCheck.Of(letter, """{"item":"kettle","quantity":2,"idempotency_key":"k","customer_email":"y…@…"}""", isCovered: true, Given.Now);

        Assert.Contains("masked", Assert.Single(check.Errors).Message, StringComparison.Ordinal);
    }

    private async Task<JsonElement> CheckAsync(string body)
    {
        var check = BodyCheck.Of(await LetterAsync("{}"), body, isCovered: true, Given.Now);
        using var json = JsonDocument.Parse(OperationsJson.Default.BodyCheckJson.ToText(check.Answer));
        return json.RootElement.Clone();
    }

    private async Task<Letter> LetterAsync(string body)
    {
        _bench.Put(body);
        return Assert.Single((await _bench.SelectAsync(new LetterFilter())).Letters);
    }
}

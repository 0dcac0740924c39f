using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Guarantees;

public sealed class G7_Bad_input_is_answered_with_field_and_rule(PipelineFixture fixture)
{
    [Theory]
    [InlineData("""{"item":"tea","quantity":"2","idempotency_key":"k"}""", "quantity", "type")]
    [InlineData("""{"item":"tea","quantity":2.5,"idempotency_key":"k"}""", "quantity", "type")]
    [InlineData("""{"item":"tea","quantity":99999999999999999999,"idempotency_key":"k"}""", "quantity", "range")]
    [InlineData("""{"quantity":2,"idempotency_key":"k"}""", "item", "required")]
    [InlineData("""{"item":"te\u0007a","quantity":2,"idempotency_key":"k"}""", "item", "characters")]
    [InlineData("""{"item":"tea\ud800","quantity":2,"idempotency_key":"k"}""", "item", "encoding")]
    [InlineData("""{"item":"tea","quantity":2,"colour":"red","idempotency_key":"k"}""", "colour", "unknown_field")]
    [InlineData("""{"item":"tea","item":"cup","quantity":2,"idempotency_key":"k"}""", "item", "duplicate_field")]
    [InlineData("""{"item":"tea","quantity":2,"metadata":{"size":42},"idempotency_key":"k"}""", "metadata.size", "type")]
    [InlineData("""[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]""", "body", "malformed_json")]
    [InlineData("""{"item":"tea",""", "body", "malformed_json")]
    public async Task A_caller_is_told_and_an_operator_finds_the_same_of_a_message(string body, string field, string code)
    {
        var pipeline = await fixture.StartedAsync();

        var answer = await pipeline.PostAsync(body);
        var (letter, reason) = await pipeline.DeadLetterAsync(await pipeline.SendAsync(body));

        Assert.Equal((400, (field, code)), (answer.Status, answer.Body.Details()[0]));
        Assert.StartsWith(field, answer.Body.GetProperty("details")[0].Text("message"), StringComparison.Ordinal);
        Assert.Equal((field, code), (reason.Text("field"), reason.Text("code")));
        Assert.Equal(body, letter.Body);
    }

    [Theory]
    [InlineData("POST", "/orders", null, 400)]
    [InlineData("PATCH", "/orders", null, 405)]
    [InlineData("GET", "/nothing", null, 404)]
    [InlineData("GET", "/orders/no-id", null, 404)]
    [InlineData("GET", "/orders?status=PACKED", null, 400)]
    [InlineData("GET", "/orders?status=COMPLETED", null, 400)]
    [InlineData("PUT", "/orders/019f2790-5c32-7576-9ae2-c99964612df5", """{"status":"PACKED"}""", 400)]
    public async Task A_request_that_is_none_is_answered_with_its_status_and_says_why(string method, string path, string? body, int status)
    {
        var pipeline = await fixture.StartedAsync();

        var answer = await pipeline.RequestAsync(method, path, body);

        Assert.Equal(status, answer.Status);
        Assert.NotEmpty(answer.Body.Text("error")!);
        Assert.Equal(status == 400, answer.Body.Details().Count > 0);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_413_and_a_message_that_is_too_large_is_a_dead_letter()
    {
        var pipeline = await fixture.StartedAsync();
        var body = $$"""{"item":"{{new string('x', 70_000)}}","quantity":1,"idempotency_key":"k"}""";

        var answer = await pipeline.PostAsync(body);
        var (letter, reason) = await pipeline.DeadLetterAsync(await pipeline.SendAsync(body));

        Assert.Equal((413, ("body", "too_large")), (answer.Status, Assert.Single(answer.Body.Details())));
        Assert.Equal(("body", "too_large"), (reason.Text("field"), reason.Text("code")));
        Assert.Equal(body, letter.Body);
    }
}

using Orders.Model;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Ingest;

/// <summary>A change may depend on the version that its sender has read.</summary>
public sealed class IfMatchTests
{
    private static readonly Order Moved = Given.Order(owner: "public").After(OrderStatus.Processing);
    private static readonly string Path = $"/orders/{Moved.Id}";

    private readonly IngestHarness _ingest = new();

    [Fact]
    public async Task The_tag_of_an_order_is_its_version_and_fulfils_the_condition()
    {
        _ingest.DynamoDb.Add(Moved);
        var tag = (await _ingest.GetAsync(Path)).Headers["ETag"];

        Assert.Equal("\"2\"", tag);
        Assert.Equal(202, (await PutAsync(tag)).Status);
        Assert.Equal($$"""{"type":"order.change_status","order_id":"{{Moved.Id}}","status":"COMPLETED","expected_version":2}""", Assert.Single(_ingest.Queued).MessageBody);
    }

    [Theory]
    [InlineData("\"1\", \"2\"", 202, true)]
    [InlineData("*", 202, false)]
    [InlineData("\"1\"", 412, false)]
    [InlineData("W/\"2\"", 412, false)]
    [InlineData("\"two\"", 412, false)]
    [InlineData("2", 400, false)]
    [InlineData("\"2", 400, false)]
    [InlineData("", 400, false)]
    public async Task A_condition_is_read_as_HTTP_defines_it(string condition, int status, bool isExpected)
    {
        _ingest.DynamoDb.Add(Moved);

        var answer = await PutAsync(condition);

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 202 ? 1 : 0, _ingest.Queued.Count);
        Assert.Equal(isExpected, _ingest.Queued.Any(static sent => sent.MessageBody.Contains("\"expected_version\":2", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_repeat_of_a_change_that_was_made_is_answered_with_success()
    {
        _ingest.DynamoDb.Add(Moved.After(OrderStatus.Completed));

        Assert.Equal(200, (await PutAsync("\"2\"")).Status);
    }

    [Fact]
    public async Task Before_its_row_is_there_an_order_fulfils_no_condition_even_with_its_key()
    {
        var answer = await _ingest.SendAsync(new HttpEvent("DELETE", Path) { Headers = new() { ["Idempotency-Key"] = "key-1", ["If-Match"] = "\"1\"" } });

        Assert.Equal((404, "1"), (answer.Status, answer.Headers["Retry-After"]));
        Assert.Empty(_ingest.Queued);
    }

    private Task<Answer> PutAsync(string condition) =>
        _ingest.SendAsync(new HttpEvent("PUT", Path, """{"status":"COMPLETED"}""") { Headers = new() { ["If-Match"] = condition } });
}

using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Ingest;

public sealed class OrderResourceTests
{
    private static readonly Order Placed = Given.Order(owner: "public") with { TraceParent = Given.Trace };
    private static readonly string Path = $"/orders/{Placed.Id}";

    private readonly IngestHarness _ingest = new();

    [Fact]
    public async Task An_order_is_shown_to_its_owner_without_what_is_internal()
    {
        _ingest.DynamoDb.Add(Placed.After(OrderStatus.Processing));
        var answer = await _ingest.GetAsync(Path);
        Assert.Equal(200, answer.Status);
        Assert.Equal(
            $$"""{"order_id":"{{Placed.Id}}","status":"PROCESSING","version":2,"item":"kettle","quantity":2,"customer_name":"anonymous","idempotency_key":"key-1","created_at":"2026-11-23T22:28:00.123Z","updated_at":"2026-11-23T22:28:01.123Z","history":[{"status":"PROCESSING","at":"2026-11-23T22:28:01.123Z"}]}""",
            answer.Text);
        // What the caller was told is done must be seen.
        Assert.True(Assert.Single(_ingest.DynamoDb.Sent<GetItemRequest>()).ConsistentRead);
    }

    [Theory]
    [InlineData("GET", null)]
    [InlineData("PUT", """{"status":"PROCESSING"}""")]
    [InlineData("DELETE", null)]
    public async Task While_the_table_is_away_a_request_is_to_be_sent_again_and_counts_as_failed(string method, string? body)
    {
        _ingest.DynamoDb.FailBefore = static (_, _) => Faults.Outage;
        var answer = await _ingest.SendAsync(new HttpEvent(method, Path, body));
        Assert.Equal((503, "2"), (answer.Status, answer.Headers["Retry-After"]));
        Assert.Equal("DynamoDB", Assert.Single(_ingest.Lines.Of("DependencyUnavailable")).Text("Dependency"));
        Assert.Equal(1, _ingest.Lines.Metric("RequestsFailed"));
    }

    [Fact]
    public async Task A_table_that_hangs_leaves_time_for_the_answer()
    {
        _ingest.Context.RemainingTime = TimeSpan.FromSeconds(3);
        _ingest.DynamoDb.FailBefore = (_, _) =>
        {
            _ingest.Time.Advance(TimeSpan.FromSeconds(1));
            return Faults.Outage;
        };
        Assert.Equal(503, (await _ingest.GetAsync(Path)).Status);
        Assert.InRange(_ingest.Context.RemainingTime, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task An_order_that_is_not_there_is_not_found(string method) =>
        Assert.Equal(404, (await _ingest.SendAsync(new HttpEvent(method, Path))).Status);

    [Theory]
    [InlineData("/orders/not-an-id")]
    [InlineData("/orders/")]
    [InlineData("/orders/%20")]
    public async Task What_is_no_id_is_the_id_of_no_order(string path)
    {
        Assert.Equal(404, (await _ingest.GetAsync(path)).Status);
        Assert.Empty(_ingest.DynamoDb.Requests);
    }

    [Fact]
    public async Task A_change_is_queued_with_its_reason_and_trace()
    {
        _ingest.DynamoDb.Add(Placed);
        var answer = await _ingest.SendAsync(new HttpEvent("PUT", Path, """{"status":"PROCESSING","reason":"picked"}""") { Headers = new() { ["traceparent"] = Given.Trace } });
        Assert.Equal((202, $$"""{"message":"Status change queued","order_id":"{{Placed.Id}}"}"""), (answer.Status, answer.Text));
        var sent = Assert.Single(_ingest.Queued);
        Assert.Equal($$"""{"type":"order.change_status","order_id":"{{Placed.Id}}","status":"PROCESSING","reason":"picked"}""", sent.MessageBody);
        Assert.Equal(Given.Trace, sent.MessageAttributes["traceparent"].StringValue);
    }

    [Fact]
    public async Task A_deletion_queues_a_move_to_CANCELLED_and_erases_nothing()
    {
        _ingest.DynamoDb.Add(Placed);
        Assert.Equal(202, (await _ingest.SendAsync(new HttpEvent("DELETE", Path))).Status);
        Assert.Equal("CANCELLED", Wire.Parse(Assert.Single(_ingest.Queued).MessageBody).Text("status"));
        Assert.Single(_ingest.DynamoDb.Rows);
    }

    [Fact]
    public async Task A_status_that_the_order_has_already_is_success_and_nothing_is_queued()
    {
        _ingest.DynamoDb.Add(Placed.After(OrderStatus.Cancelled));
        var put = await _ingest.SendAsync(new HttpEvent("PUT", Path, """{"status":"CANCELLED"}"""));
        var delete = await _ingest.SendAsync(new HttpEvent("DELETE", Path));
        Assert.Equal((200, 200), (put.Status, delete.Status));
        Assert.Equal("Order is CANCELLED", put.Body.Text("message"));
        Assert.Empty(_ingest.Sqs.Sends);
    }

    [Fact]
    public async Task An_illegal_move_is_refused_with_both_ends()
    {
        _ingest.DynamoDb.Add(Placed.After(OrderStatus.Processing, OrderStatus.Completed));
        foreach (var answer in new[]
        {
            await _ingest.SendAsync(new HttpEvent("PUT", Path, """{"status":"CANCELLED"}""")),
            await _ingest.SendAsync(new HttpEvent("DELETE", Path)),
        })
        {
            Assert.Equal(409, answer.Status);
            Assert.Equal(("status", "illegal_transition"), Assert.Single(answer.Details));
            Assert.Contains("from COMPLETED to CANCELLED", answer.Text, StringComparison.Ordinal);
        }

        Assert.Empty(_ingest.Sqs.Sends);
    }

    [Theory]
    [InlineData("", "body", "required")]
    [InlineData("{}", "status", "required")]
    [InlineData("""{"status":"NO_SUCH_STATUS"}""", "status", "value")]
    [InlineData("""{"status":1}""", "status", "type")]
    [InlineData("""{"status":"PROCESSING","reason":""}""", "reason", "length")]
    [InlineData("""{"status":"PROCESSING","status":"PROCESSING"}""", "status", "duplicate_field")]
    [InlineData("""{"status":"PROCESSING","expected_version":1}""", "expected_version", "unknown_field")]
    [InlineData("""{"status":"PROCESSING","expected_version":0}""", "expected_version", "unknown_field")]
    [InlineData("""{"status":"PROCESSING","metadata":{"k":7}}""", "metadata", "unknown_field")]
    [InlineData("""["PROCESSING"]""", "body", "type")]
    [InlineData("""{"status":"PROCESSING"} x""", "body", "malformed_json")]
    public async Task A_change_that_breaks_a_rule_is_refused(string body, string field, string code)
    {
        _ingest.DynamoDb.Add(Placed);
        var answer = await _ingest.SendAsync(new HttpEvent("PUT", Path, body));
        Assert.Equal(400, answer.Status);
        Assert.Equal((field, code), Assert.Single(answer.Details));
        Assert.Empty(_ingest.Sqs.Sends);
    }

    [Fact]
    public async Task A_change_that_cannot_be_queued_is_to_be_sent_again()
    {
        _ingest.DynamoDb.Add(Placed);
        _ingest.Sqs.RefuseEntry = static (_, _) => Faults.Permanent;
        var answer = await _ingest.SendAsync(new HttpEvent("DELETE", Path));
        Assert.Equal((503, "2"), (answer.Status, answer.Headers["Retry-After"]));
        Assert.Equal(("SQS", 1), (Assert.Single(_ingest.Lines.Of("DependencyUnavailable")).Text("Dependency"), _ingest.Lines.Metric("RequestsFailed")));
    }

    [Fact]
    public async Task A_damaged_row_is_our_fault_and_leaks_nothing()
    {
        _ingest.DynamoDb.Add(Placed);
        _ingest.DynamoDb.Rows[Placed.Id.ToString()].Remove("version");
        var answer = await _ingest.GetAsync(Path);
        Assert.Equal(500, answer.Status);
        Assert.DoesNotContain("version", answer.Text, StringComparison.Ordinal);
    }
}

using Orders.Model;
using Orders.Tests.Unit.Support;

namespace Orders.Tests.Unit.Ingest;

/// <summary>A change that comes right behind its order's placement, before the row is there.</summary>
public sealed class EarlyChangeTests
{
    private static readonly OrderId Id = OrderId.FromKey("public", "key-1");
    private static readonly string Path = $"/orders/{Id}";

    private readonly IngestHarness _ingest = new();

    [Theory]
    [InlineData("DELETE", null, "CANCELLED")]
    [InlineData("PUT", """{"status":"CANCELLED"}""", "CANCELLED")]
    [InlineData("PUT", """{"status":"PROCESSING"}""", "PROCESSING")]
    public async Task With_the_orders_key_a_change_is_queued_before_the_row_is_there(string method, string? body, string status)
    {
        var answer = await ChangeAsync(method, body, "\"key-1\"");
        Assert.Equal((202, Id.ToString()), (answer.Status, answer.OrderId));
        var queued = Wire.Parse(Assert.Single(_ingest.Queued).MessageBody);
        Assert.Equal((Id.ToString(), status), (queued.Text("order_id"), queued.Text("status")));
    }

    [Fact]
    public async Task The_queued_change_waits_for_its_placement()
    {
        await _ingest.PostAsync("""{"item":"kettle","quantity":2}""", "key-1");
        await ChangeAsync("DELETE", null, "key-1");
        var (placement, change) = (_ingest.Queued[0].MessageBody, _ingest.Queued[1].MessageBody);

        var processor = new ProcessorHarness();
        Assert.Equal(["change"], await processor.HandleAsync(ProcessorHarness.Message("change", change)));
        Assert.Empty(await processor.HandleAsync(ProcessorHarness.Message("placement", placement)));
        Assert.Empty(await processor.HandleAsync(ProcessorHarness.Message("change", change, receiveCount: 2)));
        Assert.Equal(OrderStatus.Cancelled, processor.DynamoDb.Find(Id)?.Status);
    }

    [Theory]
    [InlineData("another", "mismatch")]
    [InlineData("a, b", "mismatch")]
    [InlineData("\"key-1", "format")]
    [InlineData("", "length")]
    public async Task A_key_that_is_not_the_orders_is_refused(string key, string code)
    {
        foreach (var isThere in new[] { false, true })
        {
            if (isThere)
            {
                _ingest.DynamoDb.Add(Given.Order(owner: "public"));
            }

            foreach (var (method, body) in new[] { ("DELETE", null), ("PUT", """{"status":"PROCESSING"}""") })
            {
                var answer = await ChangeAsync(method, body, key);
                Assert.Equal(400, answer.Status);
                Assert.Equal(("Idempotency-Key", code), Assert.Single(answer.Details));
            }
        }

        Assert.Empty(_ingest.Sqs.Sends);
    }

    [Fact]
    public async Task Another_owners_key_verifies_nothing()
    {
        var theirs = OrderId.FromKey("jwt:them", "key-1");
        var answer = await _ingest.SendAsync(new HttpEvent("DELETE", $"/orders/{theirs}") { Headers = new() { ["Idempotency-Key"] = "key-1" } });
        Assert.Equal((400, "mismatch"), (answer.Status, Assert.Single(answer.Details).Code));
        Assert.Empty(_ingest.Sqs.Sends);
    }

    [Fact]
    public async Task A_row_that_is_there_decides()
    {
        _ingest.DynamoDb.Add(Given.Order(owner: "public").After(OrderStatus.Processing, OrderStatus.Completed));
        Assert.Equal(409, (await ChangeAsync("DELETE", null, "key-1")).Status);

        _ingest.DynamoDb.Rows[Id.ToString()]["owner"].S = "jwt:them";
        Assert.Equal(404, (await ChangeAsync("DELETE", null, "key-1")).Status);
        Assert.Empty(_ingest.Sqs.Sends);
    }

    [Theory]
    [InlineData("COMPLETED")]
    [InlineData("PENDING")]
    public async Task A_move_that_a_new_order_cannot_make_is_to_be_sent_again(string status)
    {
        var answer = await ChangeAsync("PUT", $$"""{"status":"{{status}}"}""", "key-1");
        Assert.Equal((404, "1"), (answer.Status, answer.Headers.GetValueOrDefault("Retry-After")));
        Assert.Empty(_ingest.Sqs.Sends);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(59, true)]
    [InlineData(61, false)]
    [InlineData(-59, true)]
    [InlineData(-61, false)]
    public async Task An_id_that_was_just_given_is_not_found_for_now(int seconds, bool forNow)
    {
        var id = OrderId.Create(Given.Now.AddSeconds(-seconds), static bytes => bytes.Fill(7));
        foreach (var (method, body) in new[] { ("GET", null), ("DELETE", null), ("PUT", """{"status":"PROCESSING"}""") })
        {
            var answer = await _ingest.SendAsync(new HttpEvent(method, $"/orders/{id}", body));
            Assert.Equal((404, forNow ? "1" : null), (answer.Status, answer.Headers.GetValueOrDefault("Retry-After")));
        }
    }

    [Theory]
    [InlineData("ffffffff-ffff-7fff-bfff-ffffffffffff")]
    [InlineData("00000000-0000-7000-8000-000000000000")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("0193593e-0000-4000-8000-000000000000")]
    public async Task Any_other_id_is_not_found(string id)
    {
        var answer = await _ingest.GetAsync($"/orders/{id}");
        Assert.Equal((404, false), (answer.Status, answer.Headers.ContainsKey("Retry-After")));
    }

    private Task<Answer> ChangeAsync(string method, string? body, string key) =>
        _ingest.SendAsync(new HttpEvent(method, Path, body) { Headers = new() { ["Idempotency-Key"] = key } });
}

using System.Text;
using Amazon.SQS.Model;
using Orders.Model;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Pipeline;

/// <summary>The pipeline as its clients see it: over HTTP, the queue, Lambda's Invoke API and the consumers' queues.</summary>
public sealed class OrderJourneyTests(PipelineFixture fixture)
{
    [Fact]
    public async Task An_order_over_HTTP_becomes_a_row_and_an_event_for_each_consumer()
    {
        var pipeline = await fixture.StartedAsync();

        var answer = await pipeline.PostAsync("""{"item":"tea 🍵","quantity":3,"customer_email":"zoe@example.com"}""", Given.NewKey());
        Assert.Equal((200, "Order placed"), (answer.Status, answer.Body.Text("message")));
        Assert.Equal($"/orders/{answer.OrderId}", answer.Headers["Location"]);
        var order = await pipeline.OrderAsync(answer.OrderId);

        Assert.Equal(("tea 🍵", 3, "zoe@example.com"), (order.Content.Item, order.Content.Quantity, order.Content.CustomerEmail));
        var forFulfilment = Assert.Single(await pipeline.EventsAsync("fulfilment", order.Id, 1)).Body;
        var forNotifications = Assert.Single(await pipeline.EventsAsync("notifications", order.Id, 1)).Body;
        Assert.Equal($"{order.Id}:1", Wire.Parse(forFulfilment).Text("id"));
        Assert.Equal(Wire.Parse(forFulfilment).Text("id"), Wire.Parse(forNotifications).Text("id"));
        // Only the consumer that is configured for it is told the address.
        Assert.DoesNotContain("zoe@example.com", forFulfilment, StringComparison.Ordinal);
        Assert.Equal("zoe@example.com", Wire.Parse(forNotifications).GetProperty("data").GetProperty("order").Text("customer_email"));
    }

    [Fact]
    public async Task The_seed_systems_direct_call_places_an_order()
    {
        var pipeline = await fixture.StartedAsync();
        using var http = new HttpClient { BaseAddress = pipeline.Pipeline.LambdaEndpoint };
        using var payload = new StringContent("""{"body": "{\"item\": \"Laptop\", \"quantity\": 2}"}""", Encoding.UTF8);

        using var response = await http.PostAsync("/2015-03-31/functions/orders-ingest/invocations", payload, Given.Token);

        Assert.False(response.Headers.Contains("X-Amz-Function-Error"));
        var answer = Wire.Parse(await response.Content.ReadAsStringAsync(Given.Token));
        Assert.Equal(200, answer.GetProperty("statusCode").GetInt32());
        var body = Wire.Parse(answer.Text("body")!);
        Assert.Equal("Order placed", body.Text("message"));
        Assert.Equal("Laptop", (await pipeline.OrderAsync(body.Text("order_id")!)).Content.Item);
    }

    [Fact]
    public async Task A_message_of_an_upstream_system_becomes_a_row_with_its_source_time_and_trace()
    {
        var pipeline = await fixture.StartedAsync();
        var key = Given.NewKey();

        await pipeline.SendAsync(
            $$"""{"item":"Phone","quantity":1,"idempotency_key":"{{key}}","source":"pos-7","placed_at":"2026-11-23T10:00:00.120Z"}""",
            new() { ["traceparent"] = new MessageAttributeValue { DataType = "String", StringValue = Given.Trace } });

        var order = await pipeline.OrderAsync(OrderId.FromKey("pos-7", key));
        Assert.Equal(("pos-7", key, Given.Trace), (order.Owner, order.IdempotencyKey, order.TraceParent));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 10, 0, 0, 120, TimeSpan.Zero), order.CreatedAt);
        Assert.Equal(Given.Trace, Wire.Parse(Assert.Single(await pipeline.EventsAsync("fulfilment", order.Id, 1)).Body).Text("traceparent"));
    }

    [Fact]
    public async Task An_array_is_answered_order_by_order_and_the_good_ones_are_placed()
    {
        var pipeline = await fixture.StartedAsync();

        var answer = await pipeline.PostAsync("""[{"item":"a","quantity":1},{"item":"b","quantity":0},{"item":"c","quantity":3}]""");

        Assert.Equal(200, answer.Status);
        var results = answer.Body.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(("quantity", "range"), Assert.Single(results[1].Details()));
        Assert.Equal("a", (await pipeline.OrderAsync(results[0].Text("order_id")!)).Content.Item);
        Assert.Equal("c", (await pipeline.OrderAsync(results[2].Text("order_id")!)).Content.Item);
    }

    [Fact]
    public async Task An_order_is_read_listed_moved_and_cancelled_over_HTTP()
    {
        var pipeline = await fixture.StartedAsync();
        var (moved, cancelled) = ((await pipeline.PostAsync("""{"item":"a","quantity":1}""")).OrderId, (await pipeline.PostAsync("""{"item":"b","quantity":1}""")).OrderId);
        await pipeline.OrderAsync(moved);
        await pipeline.OrderAsync(cancelled);
        Assert.Contains(moved, await ListPendingAsync(pipeline));

        Assert.Equal(202, (await pipeline.RequestAsync("PUT", $"/orders/{moved}", """{"status":"PROCESSING","reason":"picked"}""")).Status);
        Assert.Equal(202, (await pipeline.RequestAsync("DELETE", $"/orders/{cancelled}")).Status);
        await pipeline.OrderAsync(moved, OrderStatus.Processing);
        await pipeline.OrderAsync(cancelled, OrderStatus.Cancelled);

        var read = await pipeline.RequestAsync("GET", $"/orders/{moved}");
        Assert.Equal((200, "PROCESSING"), (read.Status, read.Body.Text("status")));
        Assert.Equal("picked", Assert.Single(read.Body.GetProperty("history").EnumerateArray()).Text("reason"));
        Assert.Empty((await ListPendingAsync(pipeline)).Intersect([moved, cancelled]));
        Assert.Equal(404, (await pipeline.RequestAsync("GET", $"/orders/{Guid.NewGuid()}")).Status);
    }

    [Fact]
    public async Task Orders_that_nobody_took_up_expire_and_younger_ones_stay()
    {
        var pipeline = await fixture.StartedAsync();
        var (oldKey, youngKey) = (Given.NewKey(), Given.NewKey());
        var longAgo = DateTimeOffset.UtcNow.AddHours(-61).ToString("yyyy-MM-ddTHH:mm:ss.fffZ");
        await pipeline.SendAsync($$"""{"item":"a","quantity":1,"idempotency_key":"{{oldKey}}"}""");
        // Its sender's clock is behind: it was accepted now.
        await pipeline.SendAsync($$"""{"item":"a","quantity":1,"idempotency_key":"{{youngKey}}","placed_at":"{{longAgo}}"}""");
        await pipeline.AgeAsync((await pipeline.OrderAsync(OrderId.FromKey("queue", oldKey))).Id, TimeSpan.FromHours(61));
        await pipeline.OrderAsync(OrderId.FromKey("queue", youngKey));

        await pipeline.SendAsync("""{"type":"order.expire_pending","older_than_hours":60}""");

        var expired = await pipeline.OrderAsync(OrderId.FromKey("queue", oldKey), OrderStatus.Expired);
        Assert.Equal(OrderStatus.Pending, (await pipeline.FindAsync(OrderId.FromKey("queue", youngKey)))!.Status);
        var events = await pipeline.EventsAsync("notifications", expired.Id, 2);
        Assert.Equal("EXPIRED", Wire.Parse(events[1].Body).GetProperty("data").Text("status"));
    }

    [Fact]
    public async Task A_row_that_is_removed_is_told_to_the_consumer_that_wants_to_know()
    {
        var pipeline = await fixture.StartedAsync();
        var order = await pipeline.OrderAsync((await pipeline.PostAsync("""{"item":"a","quantity":1}""")).OrderId);

        await pipeline.DynamoDb.DeleteItemAsync(pipeline.Pipeline.TableName, new() { ["order_id"] = new(order.Id.ToString()) }, Given.Token);

        var events = await pipeline.EventsAsync("fulfilment", order.Id, 2);
        Assert.Equal(("orders.removed.v1", "deleted"), (Wire.Parse(events[1].Body).Text("type"), Wire.Parse(events[1].Body).GetProperty("data").Text("reason")));
        Assert.Single(await pipeline.EventsAsync("notifications", order.Id, 1));
    }

    static async Task<List<string?>> ListPendingAsync(RunningPipeline pipeline)
    {
        var ids = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await pipeline.RequestAsync("GET", $"/orders?status=PENDING&limit=200{(cursor is null ? "" : $"&cursor={cursor}")}");
            Assert.Equal(200, page.Status);
            ids.AddRange(page.Body.GetProperty("orders").EnumerateArray().Select(static order => order.Text("order_id")));
            cursor = page.Body.Text("cursor");
        }
        while (cursor is not null);
        return ids;
    }
}

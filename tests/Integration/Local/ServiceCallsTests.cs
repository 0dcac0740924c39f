using Orders.Local.Proxies;
using Orders.Model;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Local;

/// <summary>What each function, and Lambda for it, calls: the ground that the functions' policies stand on.</summary>
public sealed class ServiceCallsTests
{
    readonly CallLog _calls = new();

    [Fact]
    public async Task Every_function_makes_exactly_the_calls_that_it_is_known_for()
    {
        await using var pipeline = await RunningPipeline.StartAsync(run: options => options with
        {
            CallMiddleware = [new CallObserver(_calls.Add).InvokeAsync],
        });

        await LiveAsync(pipeline);

        string[] expected =
        [
            "lambda.orders-notifier dynamodb:DescribeStream table/Orders/stream",
            "lambda.orders-notifier dynamodb:GetRecords table/Orders/stream",
            "lambda.orders-notifier dynamodb:GetShardIterator table/Orders/stream",
            "lambda.orders-processor sqs:DeleteMessageBatch orders",
            "lambda.orders-processor sqs:ReceiveMessage orders",
            "orders-ingest dynamodb:BatchGetItem table/Orders",
            "orders-ingest dynamodb:GetItem table/Orders",
            "orders-ingest dynamodb:Query table/Orders/index/by_status",
            "orders-ingest sqs:SendMessageBatch orders",
            "orders-notifier sqs:SendMessageBatch order-events-dlq",
            .. pipeline.Pipeline.Consumers.Select(static consumer => $"orders-notifier sqs:SendMessageBatch {consumer.Queue}"),
            "orders-processor dynamodb:BatchExecuteStatement(INSERT) table/Orders",
            "orders-processor dynamodb:BatchGetItem table/Orders",
            "orders-processor dynamodb:Query table/Orders/index/by_status",
            "orders-processor dynamodb:UpdateItem table/Orders",
            "orders-processor sqs:ChangeMessageVisibilityBatch orders",
            "orders-processor sqs:SendMessageBatch orders-dlq",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), _calls.Distinct.Select(static call => call.ToString()));
    }

    /// <summary>Each thing that can happen to an order and makes a function call something.</summary>
    async Task LiveAsync(RunningPipeline pipeline)
    {
        // Placed over HTTP with a key, read, listed, moved.
        var placed = await pipeline.OrderAsync((await pipeline.PostAsync("""{"item":"tea","quantity":1}""", Given.NewKey())).OrderId);
        Assert.Equal(200, (await pipeline.RequestAsync("GET", $"/orders/{placed.Id}")).Status);
        Assert.Equal(200, (await pipeline.RequestAsync("GET", "/orders?status=PENDING")).Status);
        Assert.Equal(202, (await pipeline.RequestAsync("PUT", $"/orders/{placed.Id}", """{"status":"PROCESSING"}""")).Status);
        await pipeline.OrderAsync(placed.Id, OrderStatus.Processing);

        // Moved before its message has come, so the change is hidden for a while; sent twice; expired.
        var key = Given.NewKey();
        var early = OrderId.FromKey("queue", key);
        await pipeline.SendAsync($$"""{"type":"order.change_status","order_id":"{{early}}","status":"PROCESSING"}""");
        await Eventually.HoldsAsync(() => Made("orders-processor", "ChangeMessageVisibilityBatch"), "the change is handed back");
        var order = $$"""{"item":"tea","quantity":1,"idempotency_key":"{{key}}"}""";
        await pipeline.SendAsync(order);
        await pipeline.OrderAsync(early, OrderStatus.Processing, withinSeconds: 60);
        await pipeline.SendAsync(order);
        await Eventually.HoldsAsync(() => Made("orders-processor", "BatchGetItem"), "the second sending is compared");
        var longAgo = DateTimeOffset.UtcNow.AddHours(-61).ToString("yyyy-MM-ddTHH:mm:ss.fffZ");
        var oldKey = Given.NewKey();
        await pipeline.SendAsync($$"""{"item":"tea","quantity":1,"idempotency_key":"{{oldKey}}","placed_at":"{{longAgo}}"}""");
        var old = await pipeline.OrderAsync(OrderId.FromKey("queue", oldKey));
        await pipeline.SendAsync("""{"type":"order.expire_pending","older_than_hours":60}""");
        await pipeline.OrderAsync(old.Id, OrderStatus.Expired);

        // A message that is no order, and a row that is none.
        await pipeline.DeadLetterAsync(await pipeline.SendAsync("""{"item":"tea","quantity":0,"idempotency_key":"bad"}"""));
        await pipeline.DynamoDb.PutItemAsync(pipeline.Pipeline.TableName, new() { ["order_id"] = new("not an order") }, Given.Token);
        await pipeline.EventsDlq.SingleAsync(static _ => true, "the unreadable row");
        await pipeline.EventsAsync("notifications", old.Id, 2);
    }

    bool Made(string caller, string operation) => _calls.Distinct.Any(call => (call.Caller, call.Operation) == (caller, operation));
}

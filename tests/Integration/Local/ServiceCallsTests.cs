using Orders.Local.Proxies;
using Orders.Model;
using Orders.Settings;
using Orders.Storage;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Local;

/// <summary>What each function, and Lambda for it, calls: the ground that the functions' policies stand on.</summary>
public sealed class ServiceCallsTests
{
    const string EachConsumer = "{consumer}";

    readonly CallLog _calls = new();

    [Fact]
    public async Task Every_function_makes_exactly_the_calls_that_it_is_known_for()
    {
        await using var pipeline = await RunningPipeline.StartAsync(run: options => options with
        {
            CallMiddleware = [new CallObserver(_calls.Add).InvokeAsync],
        });

        await LiveAsync(pipeline);

        // The Terraform suite holds the roles' policies to the same file.
        var expected = (await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "tests", "payloads", "service-calls.txt"), Given.Token))
            .SelectMany(line => line.EndsWith(EachConsumer, StringComparison.Ordinal)
                ? pipeline.Pipeline.Consumers.Select(consumer => line.Replace(EachConsumer, consumer.Queue, StringComparison.Ordinal))
                : [line]);
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
        var old = TwoOfOneShard().Select(static key => (Key: key, Id: OrderId.FromKey("queue", key))).ToList();
        foreach (var (oldKey, id) in old)
        {
            await pipeline.SendAsync($$"""{"item":"tea","quantity":1,"idempotency_key":"{{oldKey}}"}""");
            await pipeline.OrderAsync(id);
            await pipeline.AgeAsync(id, TimeSpan.FromHours(61));
        }

        await pipeline.SendAsync("""{"type":"order.expire_pending","older_than_hours":60}""");
        await pipeline.OrderAsync(old[0].Id, OrderStatus.Expired);

        // A message that is no order, and a row that is none.
        await pipeline.DeadLetterAsync(await pipeline.SendAsync("""{"item":"tea","quantity":0,"idempotency_key":"bad"}"""));
        await pipeline.DynamoDb.PutItemAsync(pipeline.Pipeline.TableName, new() { ["order_id"] = new("not an order") }, Given.Token);
        await pipeline.EventsDlq.SingleAsync(static _ => true, "the unreadable row");
        await pipeline.EventsAsync("notifications", old[0].Id, 2);
    }

    // One query finds both, so their changes share a request. Orders of one shard of 64 are also in one of the pipeline's 8.
    static IEnumerable<string> TwoOfOneShard()
    {
        var table = Given.Table("any", OrderStatus.Pending) with { IndexShards = TableSettings.MaxIndexShards };
        return Enumerable.Range(0, TableSettings.MaxIndexShards + 1)
            .Select(static _ => Given.NewKey())
            .GroupBy(key => StatusShard.Of(OrderId.FromKey("queue", key), OrderStatus.Pending, table))
            .First(static shard => shard.Count() > 1)
            .Take(2);
    }

    bool Made(string caller, string operation) => _calls.Distinct.Any(call => (call.Caller, call.Operation) == (caller, operation));
}

using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using Amazon.SQS.Model;
using Orders.Local;
using Orders.Model;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Operators;

/// <summary><c>orders order erase</c> over a whole pipeline: what is gone, what goes on, and what is said to remain.</summary>
public sealed class EraseCommandTests(PipelineFixture fixture) : IDisposable
{
    readonly string _data = Directory.CreateTempSubdirectory("orders-erase-").FullName;

    string Audit => Path.Combine(_data, "audit.ndjson");

    [Fact]
    public async Task A_customer_is_erased_by_address_from_rows_and_dead_letters_and_the_order_goes_on()
    {
        // A pipeline of its own: here it is the operator who reads the dead-letter queues.
        await using var pipeline = await LocalPipeline.StartAsync(RunningPipeline.Options(_data), Given.Token);
        using var sqs = pipeline.Endpoints.NewSqsClient();
        await using var notifications = new Mailbox(sqs, pipeline.Queues["order-events-notifications.fifo"].Url);
        var orders = new OrdersCli(pipeline, Audit);
        var id = OrderId.FromKey("pos-7", "kettle");
        const string Order = """{"item":"kettle","quantity":2,"idempotency_key":"kettle","source":"pos-7","customer_name":"Zoë","customer_email":"Zoe@Example.com","metadata":{"birthday":"1 May"}}""";
        await SendAsync(pipeline, "orders", Order);
        await SendAsync(pipeline, "orders", """{"item":"lamp","quantity":0,"idempotency_key":"lamp","source":"pos-7","customer_email":"zoe@example.com"}""");
        await SendAsync(pipeline, "orders", """{"item":"lamp","quantity":0,"idempotency_key":"hers","source":"pos-7","customer_email":"ada@example.com"}""");
        await SendAsync(
            pipeline,
            "order-events-dlq",
            $$"""{"specversion":"1.0","id":"{{id}}:9","subject":"{{id}}","data":{"order":{"order_id":"{{id}}","customer_email":"Zoe@Example.com"} } }""",
            $$"""{"code":"undeliverable","consumer":"notifications","event_id":"{{id}}:9","sequence":9}""");
        await notifications.SingleAsync(message => Wire.Parse(message.Body).Text("id") == $"{id}:1", "the placement");
        await Eventually.HoldsAsync(async () => (await orders.JsonAsync("dlq", "list")).GetProperty("count").GetInt32() == 2, "the dead letters");

        var plan = await orders.JsonAsync("order", "erase", "--email", "zoe@example.com", "--read-units", "1000");
        Assert.True(plan.GetProperty("dry_run").GetBoolean());
        Assert.Equal(["planned", "planned", "planned"], plan.GetProperty("orders").EnumerateArray().Concat(plan.GetProperty("letters").EnumerateArray()).Select(static one => one.Text("result")));
        Assert.True((await RowAsync(pipeline, id)).ContainsKey("customer_name"));
        Assert.False(File.Exists(Audit));

        var report = await orders.JsonAsync("order", "erase", "--email", "zoe@example.com", "--yes", "--by", "ada");
        Assert.Equal(($"{id}", "erased"), Single(report));
        var letters = report.GetProperty("letters").EnumerateArray().ToDictionary(static letter => letter.Text("queue")!);
        Assert.Equal(["order-events-dlq", "orders-dlq"], letters.Keys.Order());
        Assert.All(letters.Values, static letter => Assert.Equal("redacted", letter.Text("result")));
        Assert.Contains("order-events-notifications.fifo", report.GetProperty("remaining").EnumerateArray().Select(static copy => copy.Text("place")));
        Assert.DoesNotContain("zoe", await File.ReadAllTextAsync(Audit, Given.Token), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("zoe", report.ToString(), StringComparison.OrdinalIgnoreCase);

        var erased = await RowAsync(pipeline, id);
        Assert.DoesNotContain(erased.Keys, PersonalFields.All.Contains);
        Assert.Equal(("1", "PENDING", "pos-7", true), (erased["version"].N, erased["status"].S, erased["owner"].S, erased.ContainsKey("erased_at")));
        var copy = await orders.JsonAsync("dlq", "show", "--id", letters["orders-dlq"].Text("new_message_id")!, "--show-pii");
        Assert.DoesNotContain("zoe", copy.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("quantity must be", copy.ToString(), StringComparison.Ordinal);

        // The order goes on: a repeat is one, a change gives an event, and the quarantined event is replayed without the address.
        await SendAsync(pipeline, "orders", Order);
        Assert.Equal("moved", (await orders.JsonAsync("order", "set-status", $"{id}", "PROCESSING", "--yes", "--wait")).Text("result"));
        var changed = Wire.Parse((await notifications.SingleAsync(message => Wire.Parse(message.Body).Text("id") == $"{id}:2", "the change")).Body).GetProperty("data").GetProperty("order");
        Assert.Equal(("Present", "Absent"), (changed.TryGetProperty("erased_at", out _) ? "Present" : "Absent", changed.TryGetProperty("customer_email", out _) ? "Present" : "Absent"));
        await orders.JsonAsync("events", "replay", "--quarantined", "--yes");
        Assert.DoesNotContain("zoe", (await notifications.SingleAsync(message => Wire.Parse(message.Body).Text("id") == $"{id}:9", "the quarantined event")).Body, StringComparison.OrdinalIgnoreCase);
        await orders.JsonAsync("events", "replay", "--order", $"{id}", "--version", "1", "--yes");
        Assert.DoesNotContain("Zo", (await notifications.WaitAsync(message => Wire.Parse(message.Body).Text("id") == $"{id}:1", "the replayed placement", 2))[1].Body, StringComparison.Ordinal);

        // Reading it copes with what is not there; a second erasure keeps the first one's time.
        Assert.Equal("PROCESSING", (await orders.JsonAsync("order", "get", $"{id}")).Text("status"));
        Assert.Equal(2, (await orders.JsonAsync("order", "history", $"{id}")).GetProperty("steps").GetArrayLength());
        Assert.Equal("erased_before", Single(await orders.JsonAsync("order", "erase", $"{id}", "--yes")).Result);
        Assert.Equal(erased["erased_at"].S, (await RowAsync(pipeline, id))["erased_at"].S);
        Assert.Equal((2, 0), ((await orders.JsonAsync("dlq", "list")).GetProperty("count").GetInt32(), (await orders.JsonAsync("dlq", "list", "--queue", "order-events-dlq")).GetProperty("count").GetInt32()));

        var discarded = await orders.JsonAsync("order", "erase", "--email", "ada@example.com", "--discard-letters", "--yes");
        Assert.Equal("discarded", Assert.Single(discarded.GetProperty("letters").EnumerateArray()).Text("result"));
        Assert.Equal(1, (await orders.JsonAsync("dlq", "list")).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Orders_are_found_by_id_by_key_and_by_owner()
    {
        var pipeline = await fixture.StartedAsync();
        var orders = new OrdersCli(pipeline.Pipeline, Audit);
        var owner = $"pos-{Guid.NewGuid():N}";
        var keys = Enumerable.Range(0, 4).Select(static _ => Given.NewKey()).ToList();
        var ids = keys.ConvertAll(key => OrderId.FromKey(owner, key));
        foreach (var key in keys)
        {
            await pipeline.SendAsync($$"""{"item":"kettle","quantity":2,"idempotency_key":"{{key}}","source":"{{owner}}","customer_name":"Zoë"}""");
        }

        foreach (var id in ids)
        {
            await pipeline.OrderAsync(id);
        }

        Assert.Equal([$"{ids[0]}", $"{ids[1]}"], Erased(await EraseAsync(orders, $"{ids[0]}", $"{ids[1]}")));
        Assert.Equal([$"{ids[2]}"], Erased(await EraseAsync(orders, "--key", keys[2], "--owner", owner)));
        // A rejected order of the owner has a row, too, but no personal data in it.
        await pipeline.DeadLetterAsync(await pipeline.SendAsync($$"""{"item":"lamp","quantity":0,"idempotency_key":"{{Given.NewKey()}}","source":"{{owner}}"}"""));
        var ofOwner = await EraseAsync(orders, "--owner", owner);
        Assert.Equal([$"{ids[3]}"], Erased(ofOwner));
        Assert.Equal(["erased", "erased_before", "erased_before", "erased_before"], ofOwner.GetProperty("orders").EnumerateArray().Select(static order => order.Text("result")).Order());
        foreach (var id in ids)
        {
            Assert.Null((await pipeline.FindAsync(id))!.Content.CustomerName);
        }

        Assert.Equal("no_row", Single(await EraseAsync(orders, $"{Guid.NewGuid()}")).Result);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    // Another test may have received a dead letter of the shared pipeline, which the exit status says.
    static async Task<JsonElement> EraseAsync(OrdersCli orders, params string[] arguments)
    {
        var run = await orders.RunAsync(["order", "erase", .. arguments, "--yes", "--json"]);
        Assert.True(run.Status is 0 or 1, run.Text);
        return run.Json;
    }

    static async Task SendAsync(LocalPipeline pipeline, string queue, string body, string? reason = null)
    {
        var request = new SendMessageRequest(pipeline.Queues[queue].Url, body);
        if (reason is not null)
        {
            request.MessageAttributes = new() { ["dead_letter"] = new() { DataType = "String.OrdersDeadLetter", StringValue = reason } };
        }

        using var sqs = pipeline.Endpoints.NewSqsClient();
        await sqs.SendMessageAsync(request, Given.Token);
    }

    static async Task<Dictionary<string, AttributeValue>> RowAsync(LocalPipeline pipeline, OrderId id)
    {
        using var dynamoDb = pipeline.Endpoints.NewDynamoDbClient();
        return (await dynamoDb.GetItemAsync(pipeline.TableName, new() { ["order_id"] = new(id.ToString()) }, true, Given.Token)).Item;
    }

    static (string? Id, string? Result) Single(JsonElement report)
    {
        var order = Assert.Single(report.GetProperty("orders").EnumerateArray());
        return (order.Text("order_id"), order.Text("result"));
    }

    static IEnumerable<string?> Erased(JsonElement report) =>
        report.GetProperty("orders").EnumerateArray().Where(static order => order.Text("result") == "erased").Select(static order => order.Text("order_id"));
}

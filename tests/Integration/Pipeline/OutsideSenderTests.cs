using System.Text.Json.Nodes;
using Amazon.SQS.Model;
using Orders.Model;
using Orders.Operations.Audit;
using Orders.Operations.Settings;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Pipeline;

/// <summary>An outside sender with a queue of its own, over a whole pipeline, and what operators see of it.</summary>
public sealed class OutsideSenderTests : IDisposable
{
    readonly string _data = Directory.CreateTempSubdirectory("orders-sender-").FullName;

    [Fact]
    public async Task It_places_and_changes_its_own_orders_and_its_dead_letters_return_to_its_queue()
    {
        var file = await SettingsAsync();
        await using var pipeline = await RunningPipeline.StartAsync(_ => PipelineSettings.Load(file));
        var orders = new OrdersCli(new Dictionary<string, string>(pipeline.Pipeline.ClientEnvironment())
        {
            [AuditLog.Variable] = Path.Combine(_data, "audit.ndjson"),
            ["ORDERS_SETTINGS"] = file,
        });
        var market = pipeline.Pipeline.Queues["orders-market"].Url;
        var letters = pipeline.Pipeline.Queues["orders-market-dlq"].Url;

        // The change comes first, as SQS may deliver it: it waits for its placement.
        var (own, key) = (OrderId.FromKey("market", "k1"), Given.NewKey());
        await SendAsync(market, $$"""{"type":"order.change_status","order_id":"{{own}}","status":"PROCESSING"}""");
        await SendAsync(market, """{"item":"kettle","quantity":2,"idempotency_key":"k1"}""");
        Assert.Equal("market", (await pipeline.OrderAsync(own, OrderStatus.Processing, withinSeconds: 90)).Owner);

        await pipeline.SendAsync($$"""{"item":"kettle","quantity":2,"idempotency_key":"{{key}}","owner":"shop"}""");
        var other = (await pipeline.OrderAsync(OrderId.FromKey("shop", key))).Id;
        await SendAsync(market, $$"""{"type":"order.change_status","order_id":"{{other}}","status":"CANCELLED"}""");
        await SendAsync(market, """{"item":"kettle","quantity":0,"idempotency_key":"k2"}""");
        await Eventually.HoldsAsync(
            async () => (await pipeline.Sqs.GetQueueAttributesAsync(letters, ["ApproximateNumberOfMessages"], Given.Token)).ApproximateNumberOfMessages == 2, "two dead letters of the sender");
        Assert.Equal(OrderStatus.Pending, (await pipeline.FindAsync(other))?.Status);
        Assert.Equal(0, (await orders.JsonAsync("dlq", "list")).GetProperty("count").GetInt32());

        var redriven = await orders.JsonAsync("dlq", "redrive", "--queue", "sender:market", "--reason", "range", "--set-json", "quantity=2", "--yes", "--wait");
        Assert.Equal(("orders-market", 1), (redriven.Text("target"), redriven.GetProperty("sent").GetInt32()));
        Assert.Equal("market", (await pipeline.OrderAsync(OrderId.FromKey("market", "k2"))).Owner);

        // The owner of a redriven message is still the queue's: no edit gives the sender another one's orders.
        var refused = await orders.RunAsync("dlq", "redrive", "--queue", "sender:market", "--set", "owner=shop", "--yes", "--json");
        Assert.Equal(1, refused.Status);
        var history = await orders.JsonAsync("order", "history", $"{other}");
        Assert.Contains("sender_not_allowed", history.GetRawText(), StringComparison.Ordinal);
        var doctor = await orders.JsonAsync("doctor");
        Assert.Contains("orders-market → orders-processor", doctor.GetRawText(), StringComparison.Ordinal);
        var status = (await orders.RunAsync("status", "--json")).Json;
        Assert.Contains("orders-market-dlq-not-empty", status.GetRawText(), StringComparison.Ordinal);

        async Task SendAsync(string url, string body) => await pipeline.Sqs.SendMessageAsync(new SendMessageRequest(url, body), Given.Token);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    async Task<string> SettingsAsync()
    {
        var settings = JsonNode.Parse(await File.ReadAllTextAsync(Repository.Settings, Given.Token))!;
        settings["senders"] = new JsonArray(new JsonObject { ["name"] = "market", ["queue"] = "orders-market", ["maximum_concurrency"] = 2 });
        var file = Path.Combine(_data, "settings.json");
        await File.WriteAllTextAsync(file, settings.ToJsonString(), Given.Token);
        return file;
    }
}

using System.Collections.Concurrent;
using Amazon.SQS.Model;
using Orders.Local;
using Orders.Model;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Operators;

/// <summary><c>orders events</c> over a whole pipeline whose consumers' queues nobody reads but the test.</summary>
public sealed class EventsCommandTests : IDisposable
{
    readonly string _data = Directory.CreateTempSubdirectory("orders-events-").FullName;

    [Fact]
    public async Task A_tail_shows_events_and_leaves_the_consumers_queue_alone_and_a_replay_sends_them_again()
    {
        await using var pipeline = await LocalPipeline.StartAsync(RunningPipeline.Options(_data), Given.Token);
        using var sqs = pipeline.Endpoints.NewSqsClient();
        var orders = new OrdersCli(pipeline, Path.Combine(_data, "audit.ndjson"));
        var lines = new ConcurrentQueue<string>();
        await using var tail = await orders.StartAsync(["events", "tail", "--show-pii", "--json", "--consumer", "fulfilment", "--since", "trim-horizon", "--limit", "3"], lines.Enqueue);

        async Task SendAsync(string body) => await sqs.SendMessageAsync(pipeline.Queues["orders"].Url, body, Given.Token);
        var id = OrderId.FromKey("pos-7", "key-1");
        await SendAsync("""{"item":"kettle","quantity":2,"idempotency_key":"key-1","source":"pos-7","customer_email":"zoe@example.com"}""");
        await SendAsync($$"""{"type":"order.change_status","order_id":"{{id}}","status":"PROCESSING","reason":"picked up"}""");
        // Only then: the queue keeps no order, and from PENDING there is no way to COMPLETED.
        await Eventually.HoldsAsync(() => lines.Count(static line => line.StartsWith('{')) == 2, "the tail shows two events", withinSeconds: 60);
        await SendAsync($$"""{"type":"order.change_status","order_id":"{{id}}","status":"COMPLETED"}""");

        Assert.Equal(0, await tail.Completion.WaitAsync(TimeSpan.FromSeconds(60), Given.Token));
        var seen = lines.Where(static line => line.StartsWith('{')).ToList();
        Assert.Equal([$"{id}:1", $"{id}:2", $"{id}:3"], seen.Select(static line => Wire.Parse(line).Text("id")));

        // Every event still stands on the consumer's queue, and none was ever delivered to anybody.
        var queue = pipeline.Queues["order-events-fulfilment.fifo"].Url;
        await using var consumer = new Mailbox(sqs, queue);
        var originals = await consumer.WaitAsync(static _ => true, "events", 3);
        Assert.All(originals, static message => Assert.Equal("1", message.Attributes["ApproximateReceiveCount"]));
        Assert.Equal(originals.Select(static message => message.Body), seen);

        var dry = await orders.JsonAsync("events", "replay", "--order", $"{id}", "--consumer", "fulfilment");
        Assert.Equal((true, 3, 0), (dry.GetProperty("dry_run").GetBoolean(), dry.GetProperty("messages").GetInt32(), dry.GetProperty("sent").GetInt32()));
        var replayed = await orders.JsonAsync("events", "replay", "--order", $"{id}", "--consumer", "fulfilment", "--yes");
        Assert.Equal(3, replayed.GetProperty("sent").GetInt32());
        // Within the five minutes in which SQS drops repeats, they arrive: the same to the byte.
        Assert.Equal(originals.Select(static message => message.Body), (await consumer.WaitAsync(static _ => true, "events", 6)).Skip(3).Select(static message => message.Body));

        var span = await orders.JsonAsync("events", "replay", "--since", "1h", "--consumer", "fulfilment", "--yes");
        Assert.Equal((3, 3), (span.GetProperty("events").GetInt32(), span.GetProperty("sent").GetInt32()));
        Assert.Equal(originals.Select(static message => message.Body), (await consumer.WaitAsync(static _ => true, "events", 9)).Skip(6).Select(static message => message.Body));

        var audit = (await File.ReadAllLinesAsync(Path.Combine(_data, "audit.ndjson"), Given.Token)).Select(Wire.Parse)
            .Where(static line => line.Text("action") != "view").ToList();
        Assert.Equal(["begun", "sent", "begun", "sent"], audit.Select(static line => line.Text("result")));
        Assert.All(audit, static line => Assert.Equal(("replay", "order-events-fulfilment.fifo"), (line.Text("action"), line.Text("queue"))));
        Assert.Equal((id.ToString(), 3), (audit[1].Text("subject"), audit[1].GetProperty("count").GetInt32()));

        Assert.Equal(1, (await orders.RunAsync("events", "replay", "--order", $"{Guid.NewGuid()}")).Status);
        Assert.Equal(1, (await orders.RunAsync("events", "replay", "--order", $"{id}", "--version", "4")).Status);
        Assert.Equal(64, (await orders.RunAsync("events", "replay", "--order", $"{id}", "--consumer", "nobody")).Status);
        Assert.Equal(1, (await orders.RunAsync("events", "replay", "--on-failure")).Status);

        // What another reader has received may be about these: nothing is said to be over.
        async Task HoldAsync(string name, string body)
        {
            await sqs.SendMessageAsync(pipeline.Queues[name].Url, body, Given.Token);
            Assert.Single((await sqs.ReceiveMessageAsync(new ReceiveMessageRequest(pipeline.Queues[name].Url) { VisibilityTimeout = 300 }, Given.Token)).Messages);
        }

        await HoldAsync("order-events-dlq", "{}");
        var hidden = await orders.RunAsync("events", "replay", "--on-failure", "--json");
        Assert.Equal(1, hidden.Status);
        Assert.StartsWith("1 letter is hidden by another reader", Assert.Single(hidden.Json.GetProperty("problems").EnumerateArray()).GetString(), StringComparison.Ordinal);
        await HoldAsync("orders-dlq", "{}");
        Assert.False((await orders.JsonAsync("order", "history", $"{id}")).GetProperty("saw_all_dead_letters").GetBoolean());
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);
}

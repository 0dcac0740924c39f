using Orders.Model;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Guarantees;

public sealed class G5_Each_change_gives_each_consumer_its_event_in_order(EmulatorFixture emulators, PipelineFixture fixture)
{
    [Fact]
    public async Task The_life_of_every_order_comes_to_every_consumer_once_and_in_its_order()
    {
        var pipeline = await fixture.StartedAsync();
        var ids = new List<OrderId>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add((await pipeline.OrderAsync((await pipeline.PostAsync("""{"item":"tea","quantity":1}""")).OrderId)).Id);
        }

        foreach (var (status, name) in ((OrderStatus, string)[])[(OrderStatus.Processing, "PROCESSING"), (OrderStatus.Completed, "COMPLETED")])
        {
            foreach (var id in ids)
            {
                Assert.Equal(202, (await pipeline.RequestAsync("PUT", $"/orders/{id}", $$"""{"status":"{{name}}"}""")).Status);
            }

            foreach (var id in ids)
            {
                await pipeline.OrderAsync(id, status);
            }
        }

        foreach (var consumer in pipeline.Consumers.Keys)
        {
            foreach (var id in ids)
            {
                var events = (await pipeline.EventsAsync(consumer, id, 3)).Select(static message => Wire.Parse(message.Body)).ToList();
                Assert.Equal([$"{id}:1", $"{id}:2", $"{id}:3"], events.Select(static e => e.Text("id")));
                Assert.Equal(["PENDING", "PROCESSING", "COMPLETED"], events.Select(static e => e.GetProperty("data").Text("status")));
                Assert.Equal([null, "PENDING", "PROCESSING"], events.Select(static e => e.GetProperty("data").Text("previous_status")));
                Assert.Equal(["0000000001", "0000000002", "0000000003"], events.Select(static e => e.Text("sequence")));
            }
        }
    }

    [Fact]
    public async Task A_batch_that_Lambda_replays_gives_the_same_ids_and_nothing_comes_twice()
    {
        using var functions = await InProcessFunctions.CreateAsync(emulators);
        foreach (var key in (string[])["a", "b", "c"])
        {
            await functions.SendAsync($$"""{"item":"tea","quantity":1,"idempotency_key":"{{key}}"}""");
        }

        await functions.DrainAsync();
        var id = OrderId.FromKey("queue", "a");
        await functions.SendAsync($$"""{"type":"order.change_status","order_id":"{{id}}","status":"CANCELLED"}""");
        await functions.DrainAsync();
        var batch = await functions.StreamAsync(4);

        Assert.Null(await functions.NotifyAsync(batch));
        Assert.Null(await functions.NotifyAsync(batch));

        await using var consumer = new Mailbox(emulators.Sqs, functions.Queues.Consumer.Url);
        await consumer.WaitAsync(static _ => true, "events", 4);
        // A marker behind the repeats, which would come before it.
        await emulators.Sqs.SendMessageAsync(
            new(functions.Queues.Consumer.Url, "marker") { MessageGroupId = id.ToString(), MessageDeduplicationId = "marker" }, Given.Token);
        await consumer.SingleAsync(static message => message.Body == "marker", "marker");
        Assert.Equal(5, consumer.Received.Count);
    }

    [Fact]
    public async Task An_event_for_a_queue_that_is_gone_is_quarantined_whole()
    {
        using var functions = await InProcessFunctions.CreateAsync(
            emulators, change: static queues => queues with { Consumer = queues.Consumer with { Url = queues.Consumer.Url.Replace(".fifo", "-gone.fifo", StringComparison.Ordinal) } });
        await functions.SendAsync("""{"item":"tea","quantity":1,"idempotency_key":"a"}""");
        await functions.DrainAsync();

        Assert.Null(await functions.NotifyAsync(await functions.StreamAsync(1)));

        await using var letters = new Mailbox(emulators.Sqs, functions.Queues.EventsDlq.Url);
        var letter = await letters.SingleAsync(static _ => true, "letter");
        Assert.Contains("\"code\":\"undeliverable\"", letter.MessageAttributes["dead_letter"].StringValue, StringComparison.Ordinal);
        Assert.Contains("\"type\":\"orders.placed.v1\"", letter.Body, StringComparison.Ordinal);
    }
}

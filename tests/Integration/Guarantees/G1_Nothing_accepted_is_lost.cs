using System.Diagnostics;
using Orders.Model;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Guarantees;

public sealed class G1_Nothing_accepted_is_lost(EmulatorFixture emulators, PipelineFixture fixture)
{
    [Fact]
    public async Task Orders_whose_Processor_is_killed_in_the_middle_are_placed_once_by_the_next()
    {
        // What a killed function held comes again after the visibility timeout, which is minutes by default.
        await using var pipeline = await RunningPipeline.StartAsync(static settings =>
            settings with { OrdersQueue = settings.OrdersQueue with { VisibilityTimeoutSeconds = 3 } });
        var processor = pipeline.Pipeline.Lambda[pipeline.Pipeline.Settings.Processor.Name];
        var ids = new List<OrderId>();
        for (var i = 0; i < 40; i++)
        {
            ids.Add(OrderId.FromKey("queue", $"killed-{i}"));
            await pipeline.SendAsync($$"""{"item":"tea","quantity":1,"idempotency_key":"killed-{{i}}"}""");
        }

        await Eventually.HoldsAsync(
            () =>
            {
                foreach (var pid in processor.InstancePids)
                {
                    Kill(pid);
                }

                return processor.Counters.Errors >= 3;
            },
            "three invocations were killed");

        foreach (var id in ids)
        {
            await pipeline.OrderAsync(id, withinSeconds: 40);
            Assert.Single(await pipeline.EventsAsync("fulfilment", id, 1));
        }

        Assert.Empty(pipeline.DeadLetters.Received);
    }

    [Fact]
    public async Task What_cannot_be_an_order_is_a_dead_letter_with_its_body_within_seconds()
    {
        var pipeline = await fixture.StartedAsync();
        const string body = "{\"item\": \"Laptop\", \"quantity\": \u00a02 日本茶";

        var messageId = await pipeline.SendAsync(body);

        var (letter, reason) = await pipeline.DeadLetterAsync(messageId);
        Assert.Equal(body, letter.Body);
        Assert.Equal(("body", "malformed_json"), (reason.Text("field"), reason.Text("code")));
        Assert.Equal(1, reason.GetProperty("receive_count").GetInt32());
    }

    [Fact]
    public async Task A_message_whose_dead_letter_cannot_be_sent_stays_on_the_queue()
    {
        using var functions = await InProcessFunctions.CreateAsync(
            emulators, change: static queues => queues with { DeadLetters = queues.DeadLetters with { Url = queues.DeadLetters.Url + "-gone" } });
        var junk = await functions.SendAsync("junk");
        await functions.SendAsync("""{"item":"tea","quantity":1,"idempotency_key":"good"}""");

        var messages = await functions.ReceiveAsync();
        Assert.Equal(2, messages.Count);

        Assert.Equal([junk], await functions.ProcessAsync(messages));
        Assert.NotEmpty((await functions.StreamAsync(1)).Records);
    }

    static void Kill(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It has ended by itself.
        }
    }
}

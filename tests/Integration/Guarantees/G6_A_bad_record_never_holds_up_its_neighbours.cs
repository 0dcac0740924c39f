using Orders.Model;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Guarantees;

public sealed class G6_A_bad_record_never_holds_up_its_neighbours(EmulatorFixture emulators, PipelineFixture fixture)
{
    [Fact]
    public async Task Junk_in_a_batch_is_put_away_and_the_orders_around_it_are_placed()
    {
        using var functions = await InProcessFunctions.CreateAsync(emulators);
        string[] bodies =
        [
            """{"item":"tea","quantity":1,"idempotency_key":"a"}""",
            "junk",
            """{"type":"order.forget"}""",
            """{"item":"tea","quantity":1,"idempotency_key":"b"}""",
            """{"item":"tea","quantity":"1","idempotency_key":"c"}""",
            """{"item":"tea","quantity":1,"idempotency_key":"d"}""",
        ];
        foreach (var body in bodies)
        {
            await functions.SendAsync(body);
        }

        var batch = await functions.ReceiveAsync();
        Assert.Equal(bodies.Length, batch.Count);
        Assert.Empty(await functions.ProcessAsync(batch));

        // The rejection of one of the others has a record, too.
        var records = (await functions.StreamAsync(4)).Records;
        Assert.Equal(3, records.Count(static record => OrderId.TryParse(record.Dynamodb.Keys["order_id"].S, out _)));
        foreach (var key in (string[])["a", "b", "d"])
        {
            Assert.Contains(records, record => record.Dynamodb.Keys["order_id"].S == OrderId.FromKey("queue", key).ToString());
        }

        var letters = await functions.ReceiveFromAsync(functions.Queues.DeadLetters);
        Assert.Equal([bodies[1], bodies[2], bodies[4]], letters.Select(static letter => letter.Body).OrderBy(body => Array.IndexOf(bodies, body)));
    }

    [Fact]
    public async Task A_row_that_is_no_order_is_set_aside_whole_and_the_shard_goes_on()
    {
        var pipeline = await fixture.StartedAsync();
        var stray = $"stray-{Guid.NewGuid():N}";
        await pipeline.DynamoDb.PutItemAsync(pipeline.Pipeline.TableName, new() { ["order_id"] = new(stray), ["item"] = new("tea") }, Given.Token);

        var order = await pipeline.OrderAsync((await pipeline.PostAsync("""{"item":"tea","quantity":1}""")).OrderId);

        Assert.Single(await pipeline.EventsAsync("fulfilment", order.Id, 1));
        var letter = await pipeline.EventsDlq.SingleAsync(message => message.Body.Contains(stray, StringComparison.Ordinal), "record set aside");
        Assert.Equal("unreadable_record", RunningPipeline.ReasonOf(letter).Text("code"));
        Assert.Equal("tea", Wire.Parse(letter.Body).GetProperty("dynamodb").GetProperty("NewImage").GetProperty("item").Text("S"));
    }

    [Fact]
    public async Task A_bad_message_is_handled_once_and_never_comes_again()
    {
        var pipeline = await fixture.StartedAsync();

        var (_, reason) = await pipeline.DeadLetterAsync(await pipeline.SendAsync("""{"item":"","quantity":1,"idempotency_key":"x"}"""));

        Assert.Equal(("item", "length"), (reason.Text("field"), reason.Text("code")));
        Assert.Equal(1, reason.GetProperty("receive_count").GetInt32());
    }
}

using Amazon.DynamoDBv2.Model;
using Orders.Model;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Guarantees;

public sealed class G2_One_order_per_idempotency_key(EmulatorFixture emulators, PipelineFixture fixture)
{
    [Fact]
    public async Task However_often_and_by_whatever_way_an_order_is_sent_it_is_placed_once()
    {
        var pipeline = await fixture.StartedAsync();
        var key = Given.NewKey();
        var content = $$"""
            "item":"tea","quantity":2,"idempotency_key":"{{key}}"
            """.Trim();

        // All at once: nobody's repeat can know of the first.
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => pipeline.PostAsync($"{{{content}}}")));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => pipeline.SendAsync($$"""{{{content}},"owner":"public"}""")));
        var twice = await pipeline.PostAsync($"[{{{content}}},{{{content}}}]");

        var id = Assert.Single(answers.Select(static answer => answer.OrderId).Distinct());
        Assert.Equal([id, id], twice.Body.GetProperty("results").EnumerateArray().Select(static result => result.Text("order_id")));
        var order = await pipeline.OrderAsync(id);
        // A marker behind all repeats: once it is done with, they are.
        var marker = await pipeline.SendAsync("junk");
        await pipeline.DeadLetterAsync(marker);
        await Eventually.HoldsAsync(
            async () => (await pipeline.PostAsync($"{{{content}}}")).IsReplay, "the API knows the key");
        Assert.Equal((1, OrderStatus.Pending), ((await pipeline.FindAsync(order.Id))!.Version, order.Status));
        Assert.Single(await pipeline.EventsAsync("fulfilment", order.Id, 1));
        Assert.DoesNotContain(pipeline.DeadLetters.Received, letter => letter.Body.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_order_whose_answer_was_lost_and_whose_message_comes_again_is_one_row_and_one_event()
    {
        using var dynamoDb = new WatchedDynamoDb(emulators.Endpoints);
        using var functions = await InProcessFunctions.CreateAsync(emulators, dynamoDb);
        await functions.SendAsync("""{"item":"tea","quantity":1,"idempotency_key":"a"}""");
        var message = Assert.Single(await functions.ReceiveAsync());
        dynamoDb.LoseAnswers(1);

        Assert.Empty(await functions.ProcessAsync(message));
        Assert.Empty(await functions.ProcessAsync(message));

        Assert.Equal(1, await CountAsync(functions));
        Assert.Single((await functions.StreamAsync(1)).Records);
    }

    [Fact]
    public async Task A_redriven_message_has_another_id_and_makes_no_other_order()
    {
        using var functions = await InProcessFunctions.CreateAsync(emulators);
        const string body = """{"item":"tea","quantity":1,"idempotency_key":"a","source":"pos-7"}""";
        var first = await functions.SendAsync(body);
        await functions.DrainAsync();
        // Other white space, another order of the members: the content is the same.
        var redriven = await functions.SendAsync("""{ "source": "pos-7", "quantity": 1, "item": "te\u0061", "idempotency_key": "a" }""");
        await functions.DrainAsync();

        Assert.NotEqual(first, redriven);
        Assert.Equal(1, await CountAsync(functions));
        Assert.Empty(await functions.ReceiveFromAsync(functions.Queues.DeadLetters));
    }

    async Task<int> CountAsync(InProcessFunctions functions) =>
        (await emulators.DynamoDb.ScanAsync(new ScanRequest(functions.TableName), Given.Token)).Items.Count;
}

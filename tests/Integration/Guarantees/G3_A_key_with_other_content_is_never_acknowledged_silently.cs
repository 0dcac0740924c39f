using Orders.Model;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Guarantees;

public sealed class G3_A_key_with_other_content_is_never_acknowledged_silently(EmulatorFixture emulators, PipelineFixture fixture)
{
    [Fact]
    public async Task The_API_answers_422_once_the_order_is_placed_and_the_order_stays_as_it_is()
    {
        var pipeline = await fixture.StartedAsync();
        var key = Given.NewKey();
        var order = await pipeline.OrderAsync((await pipeline.PostAsync("""{"item":"tea","quantity":2}""", key)).OrderId);

        var conflict = await pipeline.PostAsync("""{"item":"tea","quantity":3}""", key);

        Assert.Equal(422, conflict.Status);
        Assert.Equal(("idempotency_key", "key_conflict"), Assert.Single(conflict.Body.Details()));
        Assert.Equal(2, (await pipeline.FindAsync(order.Id))!.Content.Quantity);
    }

    [Fact]
    public async Task A_message_with_a_used_key_is_a_dead_letter_with_its_body()
    {
        var pipeline = await fixture.StartedAsync();
        var key = Given.NewKey();
        await pipeline.SendAsync($$"""{"item":"tea","quantity":2,"idempotency_key":"{{key}}"}""");
        await pipeline.OrderAsync(OrderId.FromKey("queue", key));
        var other = $$"""{"item":"coffee","quantity":2,"idempotency_key":"{{key}}"}""";

        var (letter, reason) = await pipeline.DeadLetterAsync(await pipeline.SendAsync(other));

        Assert.Equal(other, letter.Body);
        Assert.Equal(("idempotency_key", "key_conflict"), (reason.Text("field"), reason.Text("code")));
    }

    [Fact]
    public async Task Two_contents_that_the_API_took_before_either_was_placed_are_one_row_and_one_dead_letter()
    {
        using var functions = await InProcessFunctions.CreateAsync(emulators);
        Assert.Equal(200, (await functions.RequestAsync("POST", "/orders", """{"item":"tea","quantity":2}""", "a")).Status);
        Assert.Equal(200, (await functions.RequestAsync("POST", "/orders", """{"item":"tea","quantity":3}""", "a")).Status);

        await functions.DrainAsync();

        var letter = Assert.Single(await functions.ReceiveFromAsync(functions.Queues.DeadLetters));
        Assert.Equal("key_conflict", RunningPipeline.ReasonOf(letter).Text("code"));
        var read = await functions.RequestAsync("GET", $"/orders/{OrderId.FromKey("public", "a")}");
        Assert.Equal(5, read.Body.GetProperty("quantity").GetInt32() + Wire.Parse(letter.Body).GetProperty("quantity").GetInt32());
    }
}

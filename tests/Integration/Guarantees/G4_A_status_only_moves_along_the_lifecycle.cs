using Orders.Model;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Guarantees;

public sealed class G4_A_status_only_moves_along_the_lifecycle(EmulatorFixture emulators, PipelineFixture fixture)
{
    [Fact]
    public async Task A_placement_that_is_delivered_late_leaves_a_later_status_alone()
    {
        using var functions = await InProcessFunctions.CreateAsync(emulators);
        await functions.SendAsync("""{"item":"tea","quantity":1,"idempotency_key":"a"}""");
        var placement = Assert.Single(await functions.ReceiveAsync());
        Assert.Empty(await functions.ProcessAsync(placement));
        var id = OrderId.FromKey("queue", "a");
        foreach (var status in (string[])["PROCESSING", "COMPLETED"])
        {
            await functions.SendAsync(Change(id, status));
            await functions.DrainAsync();
        }

        Assert.Empty(await functions.ProcessAsync(placement));

        Assert.Equal(3, (await functions.StreamAsync(3)).Records.Count(static record => record.EventName is "INSERT" or "MODIFY"));
        Assert.Equal("COMPLETED", (await functions.StreamAsync(3)).Records[^1].Dynamodb.NewImage["status"].S);
    }

    [Fact]
    public async Task A_change_that_comes_before_its_placement_waits_for_it()
    {
        var pipeline = await fixture.StartedAsync();
        var key = Given.NewKey();
        var id = OrderId.FromKey("queue", key);
        await pipeline.SendAsync(Change(id, "PROCESSING"));
        await Eventually.HoldsAsync(() => pipeline.Pipeline.OrdersMapping.Counters.Failed > 0, "the change was handed back");

        await pipeline.SendAsync($$"""{"item":"tea","quantity":1,"idempotency_key":"{{key}}"}""");

        var order = await pipeline.OrderAsync(id, OrderStatus.Processing);
        Assert.Equal(2, order.Version);
    }

    [Fact]
    public async Task A_move_that_the_lifecycle_has_not_is_409_over_HTTP_and_a_dead_letter_from_the_queue()
    {
        var pipeline = await fixture.StartedAsync();
        var order = await pipeline.OrderAsync((await pipeline.PostAsync("""{"item":"tea","quantity":1}""")).OrderId);

        var refused = await pipeline.RequestAsync("PUT", $"/orders/{order.Id}", """{"status":"COMPLETED"}""");
        await pipeline.SendAsync(Change(order.Id, "PROCESSING"));
        await pipeline.OrderAsync(order.Id, OrderStatus.Processing);
        var (_, reason) = await pipeline.DeadLetterAsync(await pipeline.SendAsync(Change(order.Id, "EXPIRED")));
        var (_, stale) = await pipeline.DeadLetterAsync(await pipeline.SendAsync(
            $$"""{"type":"order.change_status","order_id":"{{order.Id}}","status":"CANCELLED","expected_version":1}"""));

        Assert.Equal(409, refused.Status);
        Assert.Equal(("status", "illegal_transition"), Assert.Single(refused.Body.Details()));
        Assert.Equal(("status", "illegal_transition"), (reason.Text("field"), reason.Text("code")));
        Assert.Equal("must not move from PROCESSING to EXPIRED", reason.Text("message")![("status".Length + 1)..]);
        Assert.Equal(("expected_version", "version_conflict"), (stale.Text("field"), stale.Text("code")));
        Assert.Equal((OrderStatus.Processing, 2), ((await pipeline.FindAsync(order.Id))!.Status, (await pipeline.FindAsync(order.Id))!.Version));
    }

    [Fact]
    public async Task A_change_that_overtook_the_one_before_it_is_made_after_it()
    {
        var pipeline = await fixture.StartedAsync();
        var order = await pipeline.OrderAsync((await pipeline.PostAsync("""{"item":"tea","quantity":1}""")).OrderId);

        await pipeline.SendAsync(Change(order.Id, "COMPLETED"));
        await pipeline.SendAsync(Change(order.Id, "PROCESSING"));

        Assert.Equal(3, (await pipeline.OrderAsync(order.Id, OrderStatus.Completed)).Version);
    }

    static string Change(OrderId id, string status) => $$"""{"type":"order.change_status","order_id":"{{id}}","status":"{{status}}"}""";
}

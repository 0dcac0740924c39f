using Orders.Model;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Operators;

/// <summary><c>orders order</c> over a whole pipeline, as an operator uses it.</summary>
public sealed class OrderCommandTests(PipelineFixture fixture) : IDisposable
{
    readonly string _data = Directory.CreateTempSubdirectory("orders-order-").FullName;

    string Audit => Path.Combine(_data, "audit.ndjson");

    [Fact]
    public async Task An_operator_moves_an_order_through_the_pipeline_and_sees_its_journey()
    {
        var pipeline = await fixture.StartedAsync();
        var orders = new OrdersCli(pipeline.Pipeline, Audit);
        var key = Given.NewKey();
        await pipeline.SendAsync($$"""{"item":"kettle","quantity":2,"idempotency_key":"{{key}}","source":"pos-7","customer_email":"zoe@example.com"}""");
        var id = OrderId.FromKey("pos-7", key);
        await pipeline.OrderAsync(id);

        var row = await orders.JsonAsync("order", "get", "--key", key, "--owner", "pos-7");
        Assert.Equal((id.ToString(), "pos-7", "z…@…"), (row.Text("order_id"), row.Text("owner"), row.Text("customer_email")));

        // Without --yes nothing is sent, as nobody can be asked here.
        Assert.Equal("dry_run", (await orders.JsonAsync("order", "set-status", $"{id}", "PROCESSING")).Text("result"));
        var moved = await orders.JsonAsync("order", "set-status", $"{id}", "processing", "--reason", "picked up", "--expected-version", "1", "--yes", "--wait");
        Assert.Equal(("moved", "PENDING", "PROCESSING"), (moved.Text("result"), moved.Text("from"), moved.Text("to")));
        Assert.Equal(OrderStatus.Processing, (await pipeline.FindAsync(id))!.Status);

        var illegal = await orders.RunAsync("order", "set-status", $"{id}", "EXPIRED", "--yes");
        Assert.Equal(1, illegal.Status);
        Assert.Contains("The order cannot move from PROCESSING to EXPIRED: from there it may move to COMPLETED or CANCELLED.", illegal.Text, StringComparison.Ordinal);
        Assert.Equal("made_already", (await orders.JsonAsync("order", "set-status", $"{id}", "PROCESSING", "--yes")).Text("result"));

        // What was asked for is noted, and what was not sent is not.
        var audit = (await File.ReadAllLinesAsync(Audit, Given.Token)).Select(Wire.Parse).ToList();
        Assert.Equal(["begun", "sent"], audit.Select(static line => line.Text("result")));
        Assert.All(audit, line => Assert.Equal(("set_status", "orders", $"{id} PENDING PROCESSING"), (line.Text("action"), line.Text("queue"), line.Text("subject"))));
        Assert.Equal(moved.Text("message_id"), audit[1].Text("new_message_id"));

        var steps = (await orders.JsonAsync("order", "history", $"{id}")).GetProperty("steps").EnumerateArray().ToList();
        Assert.Equal([("placed", null), ("status_changed", "picked up")], steps.Select(static step => (step.Text("kind"), step.Text("reason"))));
        Assert.Equal([$"{id}:1", $"{id}:2"], steps.Select(static step => step.GetProperty("event").Text("id")));
        // The events are the ones that the consumers got.
        Assert.Equal([$"{id}:1", $"{id}:2"], (await pipeline.EventsAsync("fulfilment", id, 2)).Select(static message => Wire.Parse(message.Body).Text("id")));
    }

    [Fact]
    public async Task Who_sees_personal_data_is_noted_before_it_is_shown()
    {
        var pipeline = await fixture.StartedAsync();
        var key = Given.NewKey();
        await pipeline.SendAsync($$"""{"item":"kettle","quantity":2,"idempotency_key":"{{key}}","source":"pos-7","customer_email":"zoe@example.com"}""");
        var id = OrderId.FromKey("pos-7", key);
        await pipeline.OrderAsync(id);

        var blocked = await new OrdersCli(pipeline.Pipeline, "/dev/null/audit").RunAsync("order", "get", $"{id}", "--show-pii");
        Assert.Equal(70, blocked.Status);
        Assert.DoesNotContain("zoe@example.com", blocked.Text, StringComparison.Ordinal);

        var orders = new OrdersCli(pipeline.Pipeline, Audit);
        Assert.Equal("z…@…", (await orders.JsonAsync("order", "get", $"{id}")).Text("customer_email"));
        Assert.False(File.Exists(Audit));
        Assert.Equal("zoe@example.com", (await orders.JsonAsync("order", "get", $"{id}", "--show-pii", "--by", "ada")).Text("customer_email"));
        var line = Wire.Parse(Assert.Single(await File.ReadAllLinesAsync(Audit, Given.Token)));
        Assert.Equal(("view", "shown", "ada", "Orders", $"{id}"), (line.Text("action"), line.Text("result"), line.Text("by"), line.Text("queue"), line.Text("subject")));
    }

    [Fact]
    public async Task Orders_are_listed_by_the_index_and_what_is_not_there_is_said()
    {
        var pipeline = await fixture.StartedAsync();
        var orders = new OrdersCli(pipeline.Pipeline, Audit);
        var (key, owner) = (Given.NewKey(), $"pos-{Guid.NewGuid():N}");
        await pipeline.SendAsync($$"""{"item":"kettle","quantity":2,"idempotency_key":"{{key}}","source":"{{owner}}"}""");
        var id = OrderId.FromKey(owner, key);
        await pipeline.OrderAsync(id);

        var listed = await orders.JsonAsync("order", "list", "--status", "PENDING", "--owner", owner);
        Assert.Equal($"{id}", Assert.Single(listed.GetProperty("orders").EnumerateArray()).Text("order_id"));
        Assert.Equal(0, (await orders.JsonAsync("order", "list", "--status", "PENDING", "--owner", owner, "--older-than", "1h")).GetProperty("count").GetInt32());

        var notIndexed = await orders.RunAsync("order", "list", "--status", "COMPLETED");
        Assert.Equal(64, notIndexed.Status);
        Assert.Contains("--status must be one of table.index_statuses in the settings, PENDING", notIndexed.Text, StringComparison.Ordinal);

        Assert.Equal(1, (await orders.RunAsync("order", "get", $"{Guid.NewGuid()}")).Status);
        Assert.Equal(1, (await orders.RunAsync("order", "history", $"{Guid.NewGuid()}")).Status);
        Assert.Equal(1, (await orders.RunAsync("order", "set-status", $"{Guid.NewGuid()}", "CANCELLED", "--yes")).Status);
        var elsewhere = await orders.RunAsync("order", "get", $"{id}", "--prefix", "nowhere-");
        Assert.Equal(70, elsewhere.Status);
        Assert.Contains("--prefix", elsewhere.Text, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);
}

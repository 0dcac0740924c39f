using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Functions;

public sealed class JourneyTests(EmulatorFixture emulators)
{
    [Fact]
    public async Task An_order_goes_from_a_request_to_its_consumers_event()
    {
        using var functions = await InProcessFunctions.CreateAsync(emulators);

        var placed = await functions.RequestAsync("POST", "/orders", """{"item":"tea 🍵","quantity":3,"customer_email":"zoe@example.com"}""", Given.NewKey());
        Assert.Equal((200, "Order placed"), (placed.Status, placed.Body.Text("message")));
        Assert.Equal(404, (await functions.RequestAsync("GET", $"/orders/{placed.OrderId}")).Status);
        var message = Assert.Single(await functions.ReceiveAsync());
        Assert.Empty(await functions.ProcessAsync(message));
        Assert.Empty(await functions.ReceiveAsync());

        var read = await functions.RequestAsync("GET", $"/orders/{placed.OrderId}");
        Assert.Equal((200, "PENDING", "tea 🍵"), (read.Status, read.Body.Text("status"), read.Body.Text("item")));
        Assert.Equal("zoe@example.com", read.Body.Text("customer_email"));

        Assert.Null(await functions.NotifyAsync(await functions.StreamAsync(1)));
        var received = Assert.Single(await functions.ReceiveFromAsync(functions.Queues.Consumer));
        var placedEvent = Wire.Parse(received.Body);
        Assert.Equal((placed.OrderId, "orders.placed.v1"), (placedEvent.Text("subject"), placedEvent.Text("type")));
        Assert.Equal((placed.OrderId, $"{placed.OrderId}:1"), (received.Attributes["MessageGroupId"], received.Attributes["MessageDeduplicationId"]));
        Assert.DoesNotContain("zoe@example.com", received.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_was_asked_for_reaches_the_row_and_the_consumer()
    {
        using var functions = await InProcessFunctions.CreateAsync(emulators);
        var placed = await functions.RequestAsync("POST", "/orders", """{"item":"tea","quantity":3}""");
        await functions.DrainAsync();

        Assert.Equal(202, (await functions.RequestAsync("PUT", $"/orders/{placed.OrderId}", """{"status":"PROCESSING","reason":"picked"}""")).Status);
        await functions.DrainAsync();
        Assert.Equal(200, (await functions.RequestAsync("PUT", $"/orders/{placed.OrderId}", """{"status":"PROCESSING"}""")).Status);
        Assert.Equal(409, (await functions.RequestAsync("PUT", $"/orders/{placed.OrderId}", """{"status":"EXPIRED"}""")).Status);
        Assert.Empty(await functions.ReceiveAsync());

        Assert.Null(await functions.NotifyAsync(await functions.StreamAsync(2)));
        await using var consumer = new Mailbox(emulators.Sqs, functions.Queues.Consumer.Url);
        var events = await consumer.WaitAsync(static _ => true, "events", 2);
        Assert.Equal(["orders.placed.v1", "orders.status_changed.v1"], events.Select(static e => Wire.Parse(e.Body).Text("type")));
        var change = Wire.Parse(events[1].Body).GetProperty("data");
        Assert.Equal(("PENDING", "PROCESSING", "picked"), (change.Text("previous_status"), change.Text("status"), change.Text("reason")));
    }
}

using Microsoft.Playwright;
using Orders.Tests.Browser.Support;
using static Microsoft.Playwright.Assertions;

namespace Orders.Tests.Browser;

/// <summary>What the console has of the commands beside dead letters: the history from the audit log, event replay, and the doctor.</summary>
public sealed class OperationsTests(Chromium chromium, Pipeline pipeline) : ConsoleTests(pipeline)
{
    [Fact]
    public async Task The_history_shows_who_discarded_what_as_soon_as_it_is_done()
    {
        await Running.SendAsync(Letters.WithTextAsQuantity(Letters.NewKey()));
        await Running.HasDeadLettersAsync(1);
        await using var visitor = await Visitor.OpenAsync(chromium, Running);
        var page = visitor.Page;
        await visitor.GoAsync("#/letters");
        await page.GetByRole(AriaRole.Button, new() { NameString = "Discard type, field quantity" }).ClickAsync();
        await page.GetByLabel("Type 1 to discard").FillAsync("1");
        await page.GetByRole(AriaRole.Button, new() { NameString = "Discard 1" }).ClickAsync();
        await Expect(page.Locator(".job").Last).ToContainTextAsync("Discarded: type, field quantity");

        await page.GetByRole(AriaRole.Link, new() { NameString = "History" }).ClickAsync();

        var newest = page.Locator("#main tbody tr").First;
        await Expect(newest).ToContainTextAsync($"{Environment.UserName}@{Environment.MachineName}");
        await Expect(newest).ToContainTextAsync("discard");
        await Expect(newest).ToContainTextAsync("orders-dlq");
        await Expect(newest).ToContainTextAsync("1 discarded");
        await Expect(newest).ToContainTextAsync("1 type");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task The_events_of_an_order_are_previewed_and_replayed_to_one_consumer()
    {
        var key = Letters.NewKey();
        await Running.CallAsync(HttpMethod.Post, "/orders", $$"""{"item":"Phone","quantity":1,"idempotency_key":"{{key}}"}""");
        await Orders.Tests.Integration.Support.Eventually.HoldsAsync(async () => (await Running.OrdersWithAsync(key)).Count == 1, "the order is in the table");
        var order = (await Running.OrdersWithAsync(key))[0].Id;
        await using var visitor = await Visitor.OpenAsync(chromium, Running);
        var page = visitor.Page;
        await visitor.GoAsync($"#/orders/{order}");
        await page.GetByRole(AriaRole.Link, new() { NameString = "Replay its events" }).ClickAsync();

        await page.GetByLabel("Consumer").SelectOptionAsync("fulfilment");
        await Expect(page.GetByRole(AriaRole.Button, new() { NameString = "Replay", Exact = true })).ToBeDisabledAsync();
        await page.GetByRole(AriaRole.Button, new() { NameString = "Preview" }).ClickAsync();
        await Expect(page.Locator("#main")).ToContainTextAsync("1 event would be sent to fulfilment.");
        await Expect(page.Locator("#main")).ToContainTextAsync($"{order}:1");
        await page.GetByRole(AriaRole.Button, new() { NameString = "Replay 1" }).ClickAsync();

        await Expect(page.Locator(".job").Last).ToContainTextAsync($"Replayed: events ({order})");
        await visitor.GoAsync("#/history");
        await Expect(page.Locator("#main tbody tr").First).ToContainTextAsync("replay");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task The_doctor_reports_its_findings()
    {
        await using var visitor = await Visitor.OpenAsync(chromium, Running);
        var page = visitor.Page;
        await visitor.GoAsync("#/doctor");

        await page.GetByRole(AriaRole.Button, new() { NameString = "Run the checks" }).ClickAsync();

        await Expect(page.Locator("#main .note")).ToContainTextAsync("0 defects, ");
        await page.GetByText("What is as it must be").ClickAsync();
        await Expect(page.Locator("#main details tbody tr").Filter(new() { HasTextString = "existence" }).First).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
    }
}

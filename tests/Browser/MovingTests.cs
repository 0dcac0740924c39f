using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Orders.Tests.Browser.Support;
using static Microsoft.Playwright.Assertions;

namespace Orders.Tests.Browser;

/// <summary>What is done to many messages at once: asked first, seen while it goes on, and stopped.</summary>
public sealed class MovingTests(Chromium chromium, Pipeline pipeline) : ConsoleTests(pipeline)
{
    [Fact]
    public async Task A_ramp_stops_at_the_first_message_that_comes_back_dead()
    {
        await SendAsync(8);
        await using var visitor = await Visitor.OpenAsync(chromium, Running);
        var dialog = await AskAsync(visitor, "Redrive type, field quantity");

        await Expect(dialog).ToContainTextAsync("8 messages would be redriven to orders");
        await Expect(dialog).ToContainTextAsync("8 messages still break a rule");
        await dialog.GetByRole(AriaRole.Button, new() { NameString = "Redrive 8" }).ClickAsync();

        await Expect(visitor.Page.Locator(".job")).ToContainTextAsync("Stopped: type, field quantity");
        await Expect(visitor.Page.Locator(".job")).ToContainTextAsync("1 of 8 · 1 dead-lettered again");
        await Expect(visitor.Page.Locator(".job")).ToContainTextAsync("was dead-lettered again: type, quantity must be an integer from 1 to 1,000,000");
        await Running.HasDeadLettersAsync(8);
    }

    [Fact]
    public async Task Messages_without_a_reason_have_a_name()
    {
        var key = Letters.NewKey();
        await Running.Sqs.SendMessageAsync(Running.UrlOf("orders-dlq"), $$"""{"item":"mug","quantity":1,"idempotency_key":"{{key}}"}""", TestContext.Current.CancellationToken);
        await using var visitor = await Visitor.OpenAsync(chromium, Running);
        var dialog = await AskAsync(visitor, "Redrive messages without a reason");

        await Expect(dialog.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Redrive messages without a reason");
        await dialog.GetByRole(AriaRole.Button, new() { NameString = "Redrive 1" }).ClickAsync();

        await Expect(visitor.Page.Locator(".job")).ToContainTextAsync("Redriven: messages without a reason");
        Assert.Single(await Running.OrdersWithAsync(key));
    }

    [Theory]
    [InlineData(1400)]
    [InlineData(390)]
    public async Task The_fields_of_an_edit_fill_their_rows(int width)
    {
        await SendAsync(1);
        await using var visitor = await Visitor.OpenAsync(chromium, Running, new() { ViewportSize = new() { Width = width, Height = 800 } });
        var dialog = await AskAsync(visitor, "Redrive type, field quantity");
        var whole = await dialog.GetByLabel("Messages per second").BoundingBoxAsync();

        foreach (var (kind, last) in new[] { ("Send unchanged", "Edit each message"), ("Remove", "Field"), ("Set to a JSON value", "Value") })
        {
            await dialog.GetByLabel("Edit each message").SelectOptionAsync(kind);
            var box = await dialog.GetByLabel(last, new() { Exact = true }).BoundingBoxAsync();
            Assert.Equal(whole!.X + whole.Width, box!.X + box.Width, tolerance: 1);
        }
    }

    [Fact]
    public async Task A_redrive_is_stopped_and_leaves_the_rest_where_it_was()
    {
        const int all = 40;
        await SendAsync(all);
        await using var visitor = await Visitor.OpenAsync(chromium, Running);
        var dialog = await AskAsync(visitor, "Redrive type, field quantity");

        await dialog.GetByLabel("Messages per second").FillAsync("1");
        await dialog.GetByLabel("Ramp").UncheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { NameString = $"Redrive {all}" }).ClickAsync();
        await Expect(visitor.Page.Locator(".job")).ToContainTextAsync($"1 of {all}");
        await visitor.Page.GetByRole(AriaRole.Button, new() { NameString = "Stop" }).ClickAsync();

        await Expect(visitor.Page.Locator(".job")).ToContainTextAsync("Stopped: messages that were not sent are still on the queue.");
        // What was sent breaks its rule still, so it is dead again.
        await Running.HasDeadLettersAsync(all);
    }

    [Fact]
    public async Task Selected_messages_are_fixed_with_one_edit_that_is_previewed_as_a_difference()
    {
        var keys = new[] { Letters.NewKey(), Letters.NewKey(), Letters.NewKey() };
        await Task.WhenAll(keys.Select(key => Running.SendAsync(Letters.WithTextAsQuantity(key))));
        await Running.HasDeadLettersAsync(3);
        await using var visitor = await Visitor.OpenAsync(chromium, Running);
        var page = visitor.Page;
        await visitor.GoAsync("#/letters?reason=type&field=quantity");
        foreach (var key in keys[..2])
        {
            await page.GetByLabel($"Select {key}").CheckAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { NameString = "Fix and redrive…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("2 messages still break a rule");
        await dialog.GetByLabel("Edit each message").SelectOptionAsync("Turn text into a number");
        await Expect(dialog.GetByLabel("Field")).ToHaveValueAsync("quantity");
        await dialog.GetByLabel("Field").FillAsync(" quantity ");
        await Expect(dialog.GetByRole(AriaRole.Button, new() { NameString = "Redrive 2" })).ToBeDisabledAsync();
        await dialog.GetByRole(AriaRole.Button, new() { NameString = "Preview" }).ClickAsync();
        await Expect(dialog.Locator(".diff del").First).ToContainTextAsync("\"quantity\": \"2\"");
        await Expect(dialog.Locator(".diff ins").First).ToContainTextAsync("\"quantity\": 2");
        await Expect(dialog.Locator(".diff")).ToHaveCountAsync(2);
        await dialog.GetByRole(AriaRole.Button, new() { NameString = "Redrive 2" }).ClickAsync();

        await Expect(page.Locator(".job")).ToContainTextAsync("Redriven: 2 selected messages");
        foreach (var key in keys[..2])
        {
            Assert.Equal(2, Assert.Single(await Running.OrdersWithAsync(key)).Content.Quantity);
        }

        Assert.Empty(await Running.OrdersWithAsync(keys[2]));
        await Running.HasDeadLettersAsync(1);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_discard_wants_the_count_typed()
    {
        await SendAsync(3);
        await Running.SendAsync(Letters.WithUnknownField(Letters.NewKey()));
        await Running.HasDeadLettersAsync(4);
        await using var visitor = await Visitor.OpenAsync(chromium, Running);
        var dialog = await AskAsync(visitor, "Discard type, field quantity");
        var button = dialog.GetByRole(AriaRole.Button, new() { NameString = "Discard 3" });

        await Expect(button).ToBeDisabledAsync();
        await dialog.GetByLabel("Type 3 to discard").FillAsync("4");
        await Expect(button).ToBeDisabledAsync();
        await dialog.GetByLabel("Type 3 to discard").FillAsync("3");
        await button.ClickAsync();

        await Expect(visitor.Page.Locator(".job")).ToContainTextAsync("Discarded: type, field quantity");
        await Running.HasDeadLettersAsync(1);
        await Expect(visitor.Page.Locator(".letter-table a")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Personal_data_are_shown_to_who_asks_for_them_and_to_nobody_else()
    {
        await SendAsync(1);
        await using var visitor = await Visitor.OpenAsync(chromium, Running);
        await using var other = await Visitor.OpenAsync(chromium, Running);
        foreach (var each in (Visitor[])[visitor, other])
        {
            await each.GoAsync("#/letters");
            await each.Page.Locator(".letter-table a").ClickAsync();
            await ShowsAddressAsync(each, "z…@…");
        }

        await visitor.Page.GetByRole(AriaRole.Button, new() { NameString = "Personal data: masked" }).ClickAsync();

        await ShowsAddressAsync(visitor, "zoe@example.com");
        await other.Page.ReloadAsync();
        await ShowsAddressAsync(other, "z…@…");
    }

    private static Task ShowsAddressAsync(Visitor visitor, string address) =>
        Expect(visitor.Page.GetByLabel("Body")).ToHaveValueAsync(new Regex(Regex.Escape(address), RegexOptions.None, TimeSpan.FromSeconds(1)));

    private static async Task<ILocator> AskAsync(Visitor visitor, string button)
    {
        await visitor.GoAsync("#/letters");
        await visitor.Page.GetByRole(AriaRole.Button, new() { NameString = button }).ClickAsync();
        return visitor.Page.GetByRole(AriaRole.Dialog);
    }

    private async Task SendAsync(int count)
    {
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Running.SendAsync(Letters.WithTextAsQuantity(Letters.NewKey()))));
        await Running.HasDeadLettersAsync(count);
    }
}

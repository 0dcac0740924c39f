using Microsoft.Playwright;
using Orders.Model;
using Orders.Tests.Browser.Support;
using Orders.Tests.Integration.Support;
using static Microsoft.Playwright.Assertions;

namespace Orders.Tests.Browser;

/// <summary>An operator finds a dead letter, fixes it, redrives it and follows its order: by mouse, and by keyboard alone.</summary>
public sealed class JourneyTests(Chromium chromium, Pipeline pipeline) : ConsoleTests(pipeline)
{
    private readonly string _key = Letters.NewKey();
    private protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        await Running.SendAsync(Letters.WithTextAsQuantity(_key));
        await Running.HasDeadLettersAsync(1);
    }

    [Fact]
    public async Task A_dead_letter_is_fixed_and_redriven_by_mouse()
    {
        await using var visitor = await Visitor.OpenAsync(chromium, Running);
        var page = visitor.Page;

        await page.GetByRole(AriaRole.Link, new() { NameString = "orders-dlq 1 dead letter" }).ClickAsync();
        await page.Locator(".letter-table a").ClickAsync();
        await ShowsTheFaultAsync(page);
        Assert.Contains("z…@…", await page.GetByLabel("Body").InputValueAsync(), StringComparison.Ordinal);

        await page.GetByLabel("Body").FillAsync((await page.GetByLabel("Body").InputValueAsync()).Replace("\"2\"", "2", StringComparison.Ordinal));
        await Expect(page.Locator("#check")).ToContainTextAsync("Valid. Places order ");
        await page.GetByRole(AriaRole.Button, new() { NameString = "Save and redrive" }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { NameString = "See the order" }).ClickAsync();
        await ShowsTheOrderAsync(page);
        await IsPlacedOnceAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_dead_letter_is_fixed_and_redriven_by_keyboard_alone()
    {
        await using var visitor = await Visitor.OpenAsync(chromium, Running);
        var page = visitor.Page;

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByText("Skip to the content")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Link, new() { NameString = "orders-dlq 1 dead letter" })).ToBeVisibleAsync();
        await visitor.TabToAsync("orders-dlq 1 dead letter");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".letter-table a")).ToBeVisibleAsync();
        await visitor.TabToAsync(_key);
        await page.Keyboard.PressAsync("Enter");
        await ShowsTheFaultAsync(page);

        await visitor.TabToAsync("Body");
        var corrected = (await page.GetByLabel("Body").InputValueAsync()).Replace("\"2\"", "2", StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync(corrected);
        await Expect(page.Locator("#check")).ToContainTextAsync("Valid. Places order ");
        await visitor.TabToAsync("Save and redrive");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Link, new() { NameString = "See the order" })).ToBeVisibleAsync();
        await visitor.TabToAsync("See the order");
        await page.Keyboard.PressAsync("Enter");
        await ShowsTheOrderAsync(page);
        await IsPlacedOnceAsync();
        Assert.Empty(visitor.Complaints);
    }

    private static async Task ShowsTheFaultAsync(IPage page)
    {
        await Expect(page.Locator(".letter .rule")).ToHaveTextAsync("quantity must be an integer from 1 to 1,000,000");
        await Expect(page.Locator("#check")).ToContainTextAsync("Line 3: quantity must be an integer from 1 to 1,000,000");
        await Expect(page.GetByRole(AriaRole.Button, new() { NameString = "Redrive", Exact = true })).ToBeDisabledAsync();
    }

    private static async Task ShowsTheOrderAsync(IPage page)
    {
        await Expect(page.Locator(".timeline li").First).ToContainTextAsync("Rejected");
        await Expect(page.Locator(".timeline li").Nth(1)).ToContainTextAsync("Placed");
        await Expect(page.Locator(".timeline li").Nth(1)).ToContainTextAsync("orders.placed.v1 for fulfilment, notifications");
        await Expect(page.Locator(".card > header .badge").First).ToHaveTextAsync("PENDING");
    }

    private async Task IsPlacedOnceAsync()
    {
        var order = Assert.Single(await Running.OrdersWithAsync(_key));
        Assert.Equal((OrderStatus.Pending, 2, "zoe@example.com"), (order.Status, order.Content.Quantity, order.Content.CustomerEmail));
        await Running.HasDeadLettersAsync(0);
        await Eventually.HoldsAsync(async () => (await File.ReadAllLinesAsync(Running.AuditLog)).Count(line => line.Contains(_key, StringComparison.Ordinal)) == 1, "one audit line");
    }
}

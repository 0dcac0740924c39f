using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Orders.Tests.Browser.Support;
using static Microsoft.Playwright.Assertions;

namespace Orders.Tests.Browser;

/// <summary>Every view by axe, in both themes, wide and narrow; and that nothing there has to be scrolled sideways.</summary>
public sealed class AccessibilityTests(Chromium chromium, Pipeline pipeline)
{
    private const int Wide = 1400;
    private const int Narrow = 400;

    [Theory]
    [InlineData(ColorScheme.Light, Wide)]
    [InlineData(ColorScheme.Light, Narrow)]
    [InlineData(ColorScheme.Dark, Wide)]
    [InlineData(ColorScheme.Dark, Narrow)]
    public async Task No_view_keeps_anybody_out(ColorScheme scheme, int width)
    {
        var running = await pipeline.StartedAsync();
        await Scene.PrepareAsync(running);
        await using var visitor = await Visitor.OpenAsync(chromium, running, new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = 900 },
            // axe is a script that we bring: the page's own policy is held to by all other tests.
            BypassCSP = true,
        });
        var page = visitor.Page;
        var album = new Album(page, $"{scheme}-{(width == Wide ? "wide" : "narrow")}".ToLowerInvariant());

        await PassesAsync(page, album, "overview");
        await visitor.GoAsync("#/letters");
        await Expect(page.Locator(".letter-table a")).ToHaveCountAsync(Scene.Letters);
        await PassesAsync(page, album, "letters");
        await page.GetByRole(AriaRole.Button, new() { NameString = "Redrive type, field quantity" }).ClickAsync();
        await Expect(page.Locator("dialog button.primary")).ToBeEnabledAsync();
        await page.GetByLabel("Edit each message").SelectOptionAsync("Turn text into a number");
        await page.GetByRole(AriaRole.Button, new() { NameString = "Preview" }).ClickAsync();
        await Expect(page.Locator(".diff").First).ToBeVisibleAsync();
        await PassesAsync(page, album, "redrive");
        await page.Keyboard.PressAsync("Escape");
        await page.GetByLabel("Select all on this page").CheckAsync();
        await Expect(page.Locator(".picked")).ToContainTextAsync("6 selected");
        await PassesAsync(page, album, "selected");
        await page.GetByLabel("Select all on this page").UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { NameString = "Discard type, field quantity" }).ClickAsync();
        await PassesAsync(page, album, "discard");
        await page.Keyboard.PressAsync("Escape");
        await page.Locator(".letter-table a").First.ClickAsync();
        await Expect(page.Locator("#check .note")).ToBeVisibleAsync();
        await PassesAsync(page, album, "letter");
        await visitor.GoAsync("#/letters/order-events-dlq");
        await Expect(page.GetByText("No dead letters")).ToBeVisibleAsync();
        await PassesAsync(page, album, "empty");
        await visitor.GoAsync("#/orders");
        await Expect(page.Locator(".list a").First).ToBeVisibleAsync();
        await PassesAsync(page, album, "orders");
        await visitor.GoAsync($"#/orders/{await Scene.OrderAsync(running)}");
        await Expect(page.Locator(".timeline li")).ToHaveCountAsync(3);
        await PassesAsync(page, album, "order");
        await visitor.GoAsync("#/events");
        await Expect(page.GetByRole(AriaRole.Button, new() { NameString = "Preview" })).ToBeVisibleAsync();
        await PassesAsync(page, album, "events");
        await visitor.GoAsync("#/history");
        await Expect(page.Locator("#main .empty").Last).ToContainTextAsync(new Regex("audit log of this machine|Nobody", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await PassesAsync(page, album, "history");
        await visitor.GoAsync("#/doctor");
        await page.GetByRole(AriaRole.Button, new() { NameString = "Run the checks" }).ClickAsync();
        await Expect(page.Locator("#main .note").First).ToContainTextAsync("as they must be");
        await PassesAsync(page, album, "doctor");
        await visitor.GoAsync("#/runbook/messages-on-orders-dlq");
        await Expect(page.Locator(".runbook h2").First).ToBeVisibleAsync();
        await PassesAsync(page, album, "runbook");
        await page.EvaluateAsync("() => sessionStorage.clear()");
        await page.GotoAsync(running.Console.Uri.AbsoluteUri);
        await Expect(page.GetByLabel("Link or key")).ToBeVisibleAsync();
        await PassesAsync(page, album, "door");
    }

    private static async Task PassesAsync(IPage page, Album album, string view)
    {
        var result = await page.RunAxe();
        Assert.True(result.Violations.Length == 0, $"{view}: {string.Join("\n", result.Violations.Select(static violation =>
            $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(static node => node.Html))}"))}");
        var tooWide = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(tooWide <= 0, $"{view} is {tooWide} px too wide.");
        await album.TakeAsync(view);
    }
}

using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Orders.Tests.Browser.Support;
using static Microsoft.Playwright.Assertions;

namespace Orders.Tests.Browser;

/// <summary>The overview: charts with times and values, and alarms that lead to their letters and their section of the runbook.</summary>
public sealed class OverviewTests(Chromium chromium, Pipeline pipeline) : ConsoleTests(pipeline)
{
    private static readonly Regex ClockAndZone = new(@"^\d\d:\d\d:\d\d \S+$", RegexOptions.None, TimeSpan.FromSeconds(1));

    private protected override Task PrepareAsync() => Scene.PrepareAsync(Running);

    [Fact]
    public async Task A_chart_has_clock_times_and_shows_values_at_the_pointer_and_by_arrow_keys()
    {
        await using var visitor = await Visitor.OpenAsync(chromium, Running);
        var page = visitor.Page;
        var chart = page.Locator(".charts .card").Filter(new() { HasTextString = "From acceptance to the table" });
        await Expect(chart.Locator("svg text").Last).ToHaveTextAsync(ClockAndZone);
        await Expect(chart.Locator("svg")).ToHaveAttributeAsync("aria-label", new Regex(@"From acceptance to the table, .* Now p50 .*, p99 ", RegexOptions.None, TimeSpan.FromSeconds(1)));

        await chart.Locator("svg").HoverAsync();
        await Expect(chart.Locator("header .small").First).ToHaveTextAsync(ClockAndZone);
        var hovered = await chart.Locator("header .small").First.TextContentAsync();
        await page.Mouse.MoveAsync(0, 0);
        await Expect(chart.Locator("header .small").First).ToHaveTextAsync("");

        await chart.Locator("svg").FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(chart.Locator("header .small").First).ToHaveTextAsync(ClockAndZone);
        Assert.NotEqual(hovered, await chart.Locator("header .small").First.TextContentAsync());

        var start = await chart.Locator("svg text").Nth(3).TextContentAsync();
        await page.GetByLabel("Charts of the last").SelectOptionAsync("3 h");
        await Expect(chart.Locator("svg text").Nth(3)).Not.ToContainTextAsync(start![..5]);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task The_table_shows_p50_and_p99_of_placements()
    {
        await Running.CallAsync(HttpMethod.Post, "/orders", $$"""{"item":"Phone","quantity":1,"idempotency_key":"{{Letters.NewKey()}}"}""");
        await using var visitor = await Visitor.OpenAsync(chromium, Running);

        await Expect(visitor.Page.Locator(".node.is-table")).ToContainTextAsync(new Regex(@"p50 [\d.]+ m?s, p99 [\d.]+ m?s", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task The_range_of_the_charts_is_kept()
    {
        await using var visitor = await Visitor.OpenAsync(chromium, Running);
        var range = visitor.Page.GetByLabel("Charts of the last");
        await range.SelectOptionAsync("3 h");

        await visitor.Page.ReloadAsync();
        await Expect(range).ToHaveValueAsync("3 h");
        await visitor.GoAsync("#/orders");
        await visitor.GoAsync("#/");
        await Expect(range).ToHaveValueAsync("3 h");
        var start = await visitor.Page.Locator(".charts svg text").Nth(3).TextContentAsync();
        await range.SelectOptionAsync("5 min");
        await Expect(visitor.Page.Locator(".charts svg text").Nth(3)).Not.ToContainTextAsync(start![..5]);
    }

    [Fact]
    public async Task The_place_is_shown_whole_at_the_pointer()
    {
        await using var visitor = await Visitor.OpenAsync(chromium, Running, new() { ViewportSize = new() { Width = 800, Height = 600 } });
        var place = visitor.Page.Locator("#place");

        await Expect(place).ToHaveAttributeAsync("title", Running.Deployment.Description);
        await Expect(place).ToHaveTextAsync(Running.Deployment.Description);
    }

    [Fact]
    public async Task A_paused_function_is_named_until_it_is_resumed()
    {
        await using var visitor = await Visitor.OpenAsync(chromium, Running);
        var pause = visitor.Page.GetByText("orders-notifier is paused");
        Running.Notifier.Set(isEnabled: false);
        try
        {
            await Expect(pause).ToBeVisibleAsync(new() { Timeout = 20_000 });
            await Expect(visitor.Page.Locator(".node.is-paused")).ToContainTextAsync("Notifier");
            await Expect(visitor.Page.Locator(".node.is-paused .figure")).ToHaveTextAsync("Paused");
        }
        finally
        {
            Running.Notifier.Set(isEnabled: true);
        }

        await Expect(pause).Not.ToBeVisibleAsync(new() { Timeout = 20_000 });
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task An_alarm_leads_to_its_letters_and_to_its_section_of_the_runbook()
    {
        await using var visitor = await Visitor.OpenAsync(chromium, Running);
        var page = visitor.Page;

        await page.GetByRole(AriaRole.Link, new() { NameString = "Letters of orders-dlq-not-empty" }).ClickAsync();
        await Expect(page.Locator(".letter-table a")).ToHaveCountAsync(Scene.Letters);
        await visitor.GoAsync("#/");
        // The read of the queue hid its messages for a moment, and the alarm with them.
        await Expect(page.GetByRole(AriaRole.Link, new() { NameString = "Runbook for orders-dlq-not-empty" })).ToBeVisibleAsync();
        await visitor.TabToAsync("Runbook for orders-dlq-not-empty");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Heading, new() { NameString = "Messages on orders-dlq" })).ToBeFocusedAsync();
        await Expect(page.Locator(".runbook pre").Filter(new() { HasTextString = "./orders dlq list" }).First).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
    }
}

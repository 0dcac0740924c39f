using Microsoft.Playwright;
using Orders.Tests.Browser.Support;
using static Microsoft.Playwright.Assertions;

namespace Orders.Tests.Browser;

/// <summary>What strangers wrote is text, wherever it is shown.</summary>
public sealed class EscapingTests(Chromium chromium, Pipeline pipeline)
{
    private const string Script = "<script>window.hit = 1; alert(1)</script><img src=x onerror=\\\"window.hit = 2\\\">";

    [Fact]
    public async Task A_body_with_a_script_is_shown_as_text()
    {
        var running = await pipeline.StartedAsync();
        await running.PurgeAsync();
        await running.SendAsync(
            $$"""{"item":"{{Script}}","quantity":"2","idempotency_key":"{{Letters.NewKey()}}","source":"{{Script}}","<script>alert(2)</script>":1}""",
            new() { ["note"] = new() { DataType = "String", StringValue = "<script>window.hit = 3</script>" } });
        await running.HasDeadLettersAsync(1);
        await using var visitor = await Visitor.OpenAsync(chromium, running);
        var page = visitor.Page;

        await visitor.GoAsync("#/letters");
        await Expect(page.Locator("td.source")).ToContainTextAsync("<script>window.hit = 1; alert(1)</script>");
        await page.Locator(".letter-table a").ClickAsync();
        Assert.Contains("<script>window.hit = 1; alert(1)</script><img src=x", await page.GetByLabel("Body").InputValueAsync(), StringComparison.Ordinal);
        await Expect(page.Locator("td code").Filter(new() { HasTextString = "<script>window.hit = 3</script>" })).ToBeVisibleAsync();
        await Expect(page.Locator("#check")).ToContainTextAsync("<script>alert(2)</script>");

        Assert.Equal("undefined", await page.EvaluateAsync<string>("typeof window.hit"));
        Assert.Equal(1, await page.Locator("script").CountAsync());
        Assert.Equal(1, await page.Locator("img").CountAsync());
        // Neither did the policy have to stop anything: nothing tried.
        Assert.Empty(visitor.Complaints);
    }
}

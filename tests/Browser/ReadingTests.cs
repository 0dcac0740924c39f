using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Orders.Tests.Browser.Support;
using static Microsoft.Playwright.Assertions;

namespace Orders.Tests.Browser;

/// <summary>A read hides a queue's messages from other readers, so an open page reads only when an operator asks.</summary>
public sealed class ReadingTests(Chromium chromium, Pipeline pipeline) : ConsoleTests(pipeline)
{
    [Fact]
    public async Task Neither_a_change_of_the_count_nor_a_click_reads_the_queue_again()
    {
        await using var visitor = await Visitor.OpenAsync(chromium, Running);
        var page = visitor.Page;
        // A redrive of another test may still be followed.
        await Expect(page.GetByRole(AriaRole.Button, new() { NameString = "Stop" })).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await SendAsync("first");
        await Running.HasDeadLettersAsync(1);
        var reads = new ConcurrentQueue<string>();
        page.Request += (_, request) =>
        {
            if (request.Url.Contains("read=", StringComparison.Ordinal))
            {
                reads.Enqueue(request.Url.Split("read=")[^1]);
            }
        };
        await visitor.GoAsync("#/letters");
        await page.Locator(".letter-table a").ClickAsync();
        await Expect(page.Locator("#check .note")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { NameString = "Key", Exact = true }).ClickAsync();
        await page.GetByLabel("Search").FillAsync("key");
        await Expect(page).ToHaveURLAsync(new Regex("search=key", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await visitor.GoAsync($"#/orders/{Guid.NewGuid()}");
        await Expect(page.GetByText("Nothing is known of this order.")).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Expect(page.Locator(".letter-table a")).ToHaveCountAsync(1);

        await SendAsync("second");
        await Expect(page.GetByText("about 2 now")).ToBeVisibleAsync();

        await Expect(page.Locator(".letter-table a")).ToHaveCountAsync(1);
        // The queue was opened twice; the other requests ask for the kept read.
        Assert.Equal(["new", "new"], reads);
        await page.GetByRole(AriaRole.Button, new() { NameString = "Refresh" }).ClickAsync();
        await Expect(page.Locator(".letter-table a")).ToHaveCountAsync(2);
        await Expect(page.GetByText("about 2 now")).ToBeHiddenAsync();
        Assert.Empty(visitor.Complaints);
    }

    private Task SendAsync(string item) => Running.SendAsync(Letters.WithTextAsQuantity(Letters.NewKey(), item));
}

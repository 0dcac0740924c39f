using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Orders.Tests.Browser.Support;

/// <summary>Somebody with the console open, who notes whatever the browser complains of.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private const float PatienceMilliseconds = 20_000;
    private const int MaxTabs = 80;

    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    private Visitor(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) => Note(message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => Note(true, error);
        page.Dialog += (_, dialog) =>
        {
            Note(true, $"A dialog of the browser: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    /// <summary>What the browser complained of: errors, refused scripts, dialogs.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_complaints)
            {
                return [.. _complaints];
            }
        }
    }

    /// <summary>Opens the console by its link.</summary>
    public static async Task<Visitor> OpenAsync(Chromium chromium, Pipeline.Running pipeline, BrowserNewContextOptions? options = null)
    {
        var visitor = await OpenAsync(chromium, pipeline.Console.Link, options);
        await Expect(visitor.Page.Locator(".pipeline svg")).ToBeVisibleAsync();
        return visitor;
    }

    /// <summary>Opens a console by its link.</summary>
    public static async Task<Visitor> OpenAsync(Chromium chromium, Uri link, BrowserNewContextOptions? options = null)
    {
        var context = await chromium.NewContextAsync(options ?? new BrowserNewContextOptions { ViewportSize = new() { Width = 1400, Height = 900 } });
        context.SetDefaultTimeout(PatienceMilliseconds);
        SetDefaultExpectTimeout(PatienceMilliseconds);
        var visitor = new Visitor(context, await context.NewPageAsync());
        await visitor.Page.GotoAsync(link.AbsoluteUri);
        return visitor;
    }

    /// <summary>Goes to a place of the console by its address.</summary>
    public Task GoAsync(string hash) => Page.EvaluateAsync("hash => { location.hash = hash; }", hash);

    /// <summary>Presses Tab until what has the focus bears this name.</summary>
    public async Task TabToAsync(string name)
    {
        var seen = new List<string>();
        for (var presses = 0; presses < MaxTabs; presses++)
        {
            await Page.Keyboard.PressAsync("Tab");
            seen.Add(await Page.EvaluateAsync<string>(
                "() => { const it = document.activeElement; return (it.getAttribute('aria-label') ?? it.labels?.[0]?.textContent ?? it.textContent).replace(/\\s+/g, ' ').trim(); }"));
            if (seen[^1].StartsWith(name, StringComparison.Ordinal))
            {
                Assert.True(await HasVisibleFocusAsync(), $"The focus on {name} cannot be seen.");
                return;
            }
        }

        Assert.Fail($"No Tab leads to {name}, but to {string.Join(" | ", seen.Distinct())}.");
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private Task<bool> HasVisibleFocusAsync() => Page.EvaluateAsync<bool>(
        """
        () => {
          const it = document.activeElement, style = getComputedStyle(it), shape = it.querySelector("rect");
          return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || (shape !== null && parseFloat(getComputedStyle(shape).strokeWidth) >= 2);
        }
        """);

    private void Note(bool isComplaint, string text)
    {
        if (isComplaint)
        {
            lock (_complaints)
            {
                _complaints.Add(text);
            }
        }
    }
}

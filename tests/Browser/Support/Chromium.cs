using Microsoft.Playwright;
using Orders.Tests.Browser.Support;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Orders.Tests.Browser.Support;

/// <summary>The system's Chromium without a window, once for all tests. Each test has a profile of its own.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> _started = new(StartAsync);

    /// <summary>Why there is no browser here; null where there is one.</summary>
    public static string? Missing => Find() is null ? "Chromium is not on the PATH (Debian: apt-get install chromium)" : null;

    /// <summary>A new profile.</summary>
    public async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions options) => await (await _started.Value).Browser.NewContextAsync(options);

    public async ValueTask DisposeAsync()
    {
        if (_started.IsValueCreated)
        {
            var (playwright, browser) = await _started.Value;
            await browser.DisposeAsync();
            playwright.Dispose();
        }
    }

    private static async Task<(IPlaywright, IBrowser)> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Find(),
            // The sandbox does not start as root, which CI is.
            ChromiumSandbox = false,
            Args = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        }));
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .SelectMany(static folder => Names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}

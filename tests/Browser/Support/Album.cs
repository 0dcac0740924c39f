using Microsoft.Playwright;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Browser.Support;

/// <summary>The pictures in README and docs: taken where <c>ORDERS_SCREENSHOTS</c> is set, so that other runs leave the repository as it is.</summary>
/// <param name="page">What is taken.</param>
/// <param name="look">Theme and width, for the name.</param>
internal sealed class Album(IPage page, string look)
{
    /// <summary>Those that are shown somewhere; <c>all</c> takes the others, too, for who works on the page.</summary>
    private static readonly string[] Shown = ["overview-light-wide", "letters-dark-wide", "letter-light-wide", "redrive-light-wide", "order-dark-wide"];

    private static readonly string? Wanted = Environment.GetEnvironmentVariable("ORDERS_SCREENSHOTS");

    /// <summary>For how long orders are placed for the charts: those in the docs show all of their time.</summary>
    public static int Seconds => Wanted == "all" ? 30 : 240;

    /// <summary>Whether pictures are taken at all.</summary>
    public static bool IsTaken => !string.IsNullOrEmpty(Wanted);

    /// <summary>Takes a picture.</summary>
    public async Task TakeAsync(string view)
    {
        var name = $"{view}-{look}";
        if (!IsTaken || (Wanted != "all" && !Shown.Contains(name)))
        {
            return;
        }

        var folder = Wanted == "all" ? Path.Combine(Repository.Root, "artifacts", "screenshots") : Path.Combine(Repository.Root, "docs", "images");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"console-{name}.png"), FullPage = view is not ("redrive" or "discard") });
    }
}

using Orders.Operations.WebConsole;
using Orders.Settings;
using Orders.Tests.Browser.Support;
using static Microsoft.Playwright.Assertions;

namespace Orders.Tests.Browser;

/// <summary>Trouble with a connection is shown on every page, not only on the overview.</summary>
public sealed class TroubleTests(Chromium chromium, Pipeline pipeline)
{
    private static readonly string[] Views = ["#/", "#/letters", "#/orders"];

    [Fact]
    public async Task Every_view_shows_that_the_console_does_not_answer()
    {
        var running = await pipeline.StartedAsync();
        var console = await ConsoleServer.StartAsync(running.Deployment, port: 0, TimeProvider.System, SystemRandomness.Fill);
        await using var visitor = await Visitor.OpenAsync(chromium, console.Link);
        await Expect(visitor.Page.Locator("#live")).ToHaveTextAsync("Live");
        await Expect(visitor.Page.Locator("#trouble .note")).ToBeHiddenAsync();

        await console.DisposeAsync();

        await ShowsOnEveryViewAsync(visitor, "No connection to the console since ");
    }

    [Fact]
    public async Task Every_view_shows_that_AWS_does_not_answer()
    {
        var running = await pipeline.StartedAsync();
        var nowhere = running.Deployment with { Connection = running.Deployment.Connection with { Sqs = new Uri("http://127.0.0.1:1"), CloudWatch = new Uri("http://127.0.0.1:1") } };
        await using var console = await ConsoleServer.StartAsync(nowhere, port: 0, TimeProvider.System, SystemRandomness.Fill);
        await using var visitor = await Visitor.OpenAsync(chromium, console.Link);

        await ShowsOnEveryViewAsync(visitor, "The pipeline cannot be read: ");
    }

    private static async Task ShowsOnEveryViewAsync(Visitor visitor, string text)
    {
        foreach (var view in Views)
        {
            await visitor.GoAsync(view);
            await Expect(visitor.Page.Locator("#trouble")).ToContainTextAsync(text);
        }
    }
}

using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using Orders.Local.Emulators;
using Orders.Operations.Http;
using Orders.Tests.Browser.Support;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Browser;

/// <summary>What a page of somebody else's, open in the same browser, can make it do to the console: nothing.</summary>
public sealed class OtherSiteTests(Chromium chromium, Pipeline pipeline)
{
    private static readonly string[] Attempts =
    [
        "fetch(target, { method: 'POST', mode: 'no-cors', headers: { 'Content-Type': 'text/plain' }, body })",
        "fetch(target, { method: 'POST', mode: 'no-cors', body: new URLSearchParams({ a: 1 }) })",
        "fetch(target, { method: 'POST', headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` }, body })",
        "fetch(target.replace('/redrive', '/letters?queue=orders-dlq'), { headers: { Authorization: `Bearer ${key}` } })",
    ];

    [Fact]
    public async Task A_cross_origin_request_is_refused_even_with_the_key()
    {
        var running = await pipeline.StartedAsync();
        await running.PurgeAsync();
        await running.SendAsync(Letters.WithUnknownField(Letters.NewKey()));
        await running.HasDeadLettersAsync(1);
        await using var visitor = await Visitor.OpenAsync(chromium, running);
        var key = await visitor.Page.EvaluateAsync<string>("() => sessionStorage.getItem('orders-console-session')");
        await using var elsewhere = await LoopbackServer.StartAsync([0], 1024, static http =>
        {
            http.Response.ContentType = "text/html";
            // With an icon of its own, or the browser would ask this server for one, and its answer be counted below.
            return http.Response.WriteAsync("<!doctype html><title>Elsewhere</title><link rel=icon href='data:,'>");
        });
        var page = await visitor.Page.Context.NewPageAsync();
        await page.GotoAsync(elsewhere.Uri.AbsoluteUri);
        // What the browser keeps from the page it still tells those who debug it.
        var answered = new ConcurrentQueue<int>();
        var debugger = await page.Context.NewCDPSessionAsync(page);
        debugger.Event("Network.responseReceivedExtraInfo").OnEvent += (_, answer) => answered.Enqueue(answer!.Value.GetProperty("statusCode").GetInt32());
        await debugger.SendAsync("Network.enable");

        foreach (var attempt in Attempts)
        {
            var outcome = await page.EvaluateAsync<string>(
                $$"""
                ({ target, key }) => {
                  const body = '{"queue":"orders-dlq"}';
                  return {{attempt}}.then((answer) => answer.type, () => "failed");
                }
                """,
                new { target = new Uri(running.Console.Uri, "/api/redrive").AbsoluteUri, key });
            Assert.True(outcome is "failed" or "opaque", $"{attempt}: {outcome}");
        }

        await Eventually.HoldsAsync(() => answered.Count >= Attempts.Length, "every request was answered");
        Assert.All(answered, static status => Assert.Equal(403, status));
        await running.HasDeadLettersAsync(1);
    }

    [Fact]
    public async Task A_browser_connects_to_no_port_on_which_the_DynamoDB_emulator_listens()
    {
        await using var elsewhere = await LoopbackServer.StartAsync([0], 1024, static http => http.Response.WriteAsync("Elsewhere"));
        await using var context = await chromium.NewContextAsync(new BrowserNewContextOptions());
        var page = await context.NewPageAsync();
        await page.GotoAsync(elsewhere.Uri.AbsoluteUri);
        var failures = new ConcurrentDictionary<int, string>();
        page.RequestFailed += (_, request) => failures[new Uri(request.Url).Port] = request.Failure ?? "";

        await page.EvaluateAsync(
            "(ports) => Promise.all(ports.map((port) => fetch(`http://127.0.0.1:${port}`, { mode: 'no-cors' }).catch(() => {})))", PortsClosedToBrowsers.All);

        await Eventually.HoldsAsync(() => failures.Count == PortsClosedToBrowsers.All.Count, "every request failed");
        Assert.All(failures.Values, static failure => Assert.Equal("net::ERR_UNSAFE_PORT", failure));
    }

    [Fact]
    public async Task The_console_is_in_nobodys_frame()
    {
        var running = await pipeline.StartedAsync();
        await using var elsewhere = await LoopbackServer.StartAsync([0], 1024, http =>
        {
            http.Response.ContentType = "text/html";
            return http.Response.WriteAsync($"<!doctype html><title>Elsewhere</title><iframe src=\"{running.Console.Uri}\"></iframe>");
        });
        await using var context = await chromium.NewContextAsync(new BrowserNewContextOptions());
        var page = await context.NewPageAsync();

        await page.GotoAsync(elsewhere.Uri.AbsoluteUri);

        Assert.Equal(0, await page.FrameLocator("iframe").Locator("#main").CountAsync());
    }
}

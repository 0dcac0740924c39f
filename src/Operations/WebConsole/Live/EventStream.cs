using Microsoft.AspNetCore.Http;
using Orders.Operations.WebConsole.Http;

namespace Orders.Operations.WebConsole.Live;

/// <summary>Server-sent events (HTML Living Standard, "Server-sent events"). A comment is sent if there is no event for some seconds, so that
/// both ends notice a broken connection.</summary>
internal static class EventStream
{
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(5);

    /// <summary>Sends the feed's events until the page is closed.</summary>
    /// <param name="http">The page's request.</param>
    /// <param name="feed">The feed.</param>
    /// <param name="session">The page's session, which is in use meanwhile.</param>
    /// <param name="stop">Cancelled when the console ends.</param>
    public static async Task SendAsync(HttpContext http, LiveFeed feed, ConsoleSession session, CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stop);
        http.Response.ContentType = "text/event-stream";
        using var listener = feed.Listen();
        try
        {
            await http.Response.StartAsync(ending.Token);
            while (true)
            {
                await SendNextAsync(http, listener, ending.Token);
                await http.Response.Body.FlushAsync(ending.Token);
                session.Use();
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The page was closed, or the console ends.
        }
    }

    private static async Task SendNextAsync(HttpContext http, LiveFeed.Listener listener, CancellationToken ending)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(ending);
        silence.CancelAfter(MaxSilence);
        try
        {
            var news = await listener.News.ReadAsync(silence.Token);
            await http.Response.WriteAsync($"event: {news.Name}\ndata: {news.Json}\n\n", ending);
        }
        catch (OperationCanceledException) when (!ending.IsCancellationRequested)
        {
            await http.Response.WriteAsync(": no event\n\n", ending);
        }
    }
}

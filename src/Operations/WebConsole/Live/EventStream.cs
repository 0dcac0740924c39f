using Microsoft.AspNetCore.Http;

namespace Orders.Operations.WebConsole.Live;

/// <summary>Server-sent events (HTML Living Standard, "Server-sent events"). The status is sent every few seconds, so a closed connection is
/// noticed.</summary>
internal static class EventStream
{
    /// <summary>Sends the feed's events until the page is closed.</summary>
    /// <param name="http">The page's request.</param>
    /// <param name="feed">The feed.</param>
    /// <param name="stop">Cancelled when the console ends.</param>
    public static async Task SendAsync(HttpContext http, LiveFeed feed, CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stop);
        http.Response.ContentType = "text/event-stream";
        using var listener = feed.Listen();
        try
        {
            await http.Response.StartAsync(ending.Token);
            await foreach (var news in listener.News.ReadAllAsync(ending.Token))
            {
                await http.Response.WriteAsync($"event: {news.Name}\ndata: {news.Json}\n\n", ending.Token);
                await http.Response.Body.FlushAsync(ending.Token);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The page was closed, or the console ends.
        }
    }
}

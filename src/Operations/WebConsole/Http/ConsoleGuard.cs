using Microsoft.AspNetCore.Http;
using Orders.Operations.Http;

namespace Orders.Operations.WebConsole.Http;

/// <summary>The console's request guard. It is stricter than that of other local servers, because only the console's page calls it.</summary>
internal static class ConsoleGuard
{
    /// <summary>Returns why a request is refused; null if it is not.</summary>
    public static Refusal? Check(HttpRequest request)
    {
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (reads && PageFiles.Has(request.Path.Value!))
        {
            // A link on any page may open the console.
            return RequestGuard.CheckHost(request);
        }

        if (RequestGuard.Check(request) is { } refusal)
        {
            return refusal;
        }

        if (request.Headers["Sec-Fetch-Site"] is [var site] && site is not "same-origin")
        {
            return new Refusal(StatusCodes.Status403Forbidden, "site", "Sec-Fetch-Site must be same-origin: only the console's own page may read its data.");
        }

        if (reads)
        {
            return null;
        }

        if (request.Headers.Origin.Count == 0)
        {
            return new Refusal(StatusCodes.Status403Forbidden, "origin", "Origin must be that of the console.");
        }

        return request.ContentType?.Split(';')[0].Trim() != "application/json"
            ? new Refusal(StatusCodes.Status415UnsupportedMediaType, "content_type", "Content-Type must be application/json.")
            : null;
    }
}

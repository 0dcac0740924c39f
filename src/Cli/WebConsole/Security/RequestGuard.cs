using Microsoft.AspNetCore.Http;

namespace Orders.Cli.WebConsole.Security;

/// <summary>
/// Turns away what a page of somebody else's makes a browser send. It looks at what browsers say and pages cannot change: <c>Host</c>,
/// <c>Origin</c> and <c>Sec-Fetch-Site</c>.
/// </summary>
internal static class RequestGuard
{
    private static readonly string[] Names = ["127.0.0.1", "localhost", "[::1]"];

    /// <summary>Why a request is refused; null where it may go on.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isData">Whether it is one for data, and not for a file of the page.</param>
    public static Refusal? Check(HttpRequest request, bool isData)
    {
        // A name that somebody lets point at 127.0.0.1 would make his page one of ours (DNS rebinding).
        if (request.Host.Port != request.HttpContext.Connection.LocalPort || !Names.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase))
        {
            return new Refusal(StatusCodes.Status421MisdirectedRequest, "host", "The console answers to 127.0.0.1, localhost and [::1] on its own port only.");
        }

        if (isData && request.Headers["Sec-Fetch-Site"] is [var site] && site is not "same-origin")
        {
            return new Refusal(StatusCodes.Status403Forbidden, "site", "Another site's page asked for this.");
        }

        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return null;
        }

        if (request.Headers.Origin != $"http://{request.Host.Value}")
        {
            return new Refusal(StatusCodes.Status403Forbidden, "origin", "A change needs the header Origin of the console itself.");
        }

        // A form of another site can be sent without asking first; JSON cannot.
        return request.ContentType?.Split(';')[0].Trim() != "application/json"
            ? new Refusal(StatusCodes.Status415UnsupportedMediaType, "content_type", "A change is sent as application/json.")
            : null;
    }
}

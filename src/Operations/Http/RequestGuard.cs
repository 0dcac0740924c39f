using Microsoft.AspNetCore.Http;

namespace Orders.Operations.Http;

/// <summary>
/// Refuses requests that another site's page makes a browser send. It checks headers that browsers set and pages cannot change:
/// <c>Host</c>, <c>Origin</c> and <c>Sec-Fetch-Site</c>. Other clients (curl, the AWS CLI, SDKs, functions) send neither <c>Origin</c> nor
/// <c>Sec-Fetch-Site</c>.
/// </summary>
static class RequestGuard
{
    const int HttpPort = 80;

    static readonly string[] Names = ["127.0.0.1", "localhost", "[::1]"];

    // A form sends these without a preflight request.
    static readonly string[] FormTypes = ["text/plain", "multipart/form-data", "application/x-www-form-urlencoded"];

    /// <summary>Returns why a request is refused; null if it is not.</summary>
    public static Refusal? Check(HttpRequest request) => CheckHost(request) ?? CheckSite(request);

    /// <summary>Checks only that the request's Host is a name of this machine with this server's port.</summary>
    public static Refusal? CheckHost(HttpRequest request) =>
        // A foreign name that resolves to 127.0.0.1 would make a foreign page same-origin (DNS rebinding).
        (request.Host.Port ?? HttpPort) == request.HttpContext.Connection.LocalPort && Names.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase)
            ? null
            : new Refusal(StatusCodes.Status421MisdirectedRequest, "host", "Host must be 127.0.0.1, localhost or [::1] with the port of this server.");

    static Refusal? CheckSite(HttpRequest request)
    {
        var (origin, site) = (request.Headers.Origin, request.Headers["Sec-Fetch-Site"]);
        // "none": the user typed the address.
        if (site.Any(static value => value is not ("same-origin" or "none")))
        {
            return new Refusal(StatusCodes.Status403Forbidden, "site", "Sec-Fetch-Site must be same-origin: pages of other sites may not call this server.");
        }

        if (origin.Count > 0 && origin != $"http://{request.Host.Value}")
        {
            return new Refusal(StatusCodes.Status403Forbidden, "origin", "Origin must be that of this server: pages of other sites may not call it.");
        }

        return (origin.Count > 0 || site.Count > 0) && FormTypes.Contains((request.ContentType ?? "").Split(';')[0].Trim(), StringComparer.OrdinalIgnoreCase)
            ? new Refusal(StatusCodes.Status415UnsupportedMediaType, "content_type", "Content-Type must not be one that a form sends.")
            : null;
    }
}

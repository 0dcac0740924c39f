using Orders.Model;

namespace Orders.Ingest.Http;

/// <summary>The shape of a request's event and of its answer.</summary>
public enum EventShape
{
    /// <summary>API Gateway HTTP API or function URL, payload format 2.0.</summary>
    HttpApi,

    /// <summary>API Gateway REST API, payload format 1.0.</summary>
    RestApi,

    /// <summary>Application Load Balancer; refused.</summary>
    LoadBalancer,

    /// <summary>Invoked directly, with <c>{"body": "…"}</c> or a bare order.</summary>
    Direct,
}

/// <summary>A request to the orders API, in any event shape.</summary>
public sealed record ApiRequest
{
    /// <summary>The event's shape.</summary>
    public required EventShape Shape { get; init; }

    /// <summary>The method, for example <c>POST</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The path without stage and base path, for example <c>/orders</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The path that the client used, with stage and base path.</summary>
    public string ClientPath { get; init; } = ApiPath.Collection;

    /// <summary>The body's bytes, decoded if they were base64.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The headers; a repeated header occurs several times.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The query's parameters.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>(0);

    /// <summary>The owner from the API's authorizer; null if an authorizer gives no name that identifies the caller.</summary>
    public required string? Owner { get; init; }

    /// <summary>Returns a header's value, with different values joined by commas; names are case-insensitive. Null if it is missing.</summary>
    public string? Header(string name)
    {
        string? joined = null;
        List<string> seen = [];
        foreach (var (candidate, value) in Headers)
        {
            if (string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase) && !seen.Contains(value))
            {
                seen.Add(value);
                joined = joined is null ? value : $"{joined}, {value}";
            }
        }

        return joined;
    }

    /// <summary>Returns an order's path for the client; for a request to the collection.</summary>
    public string PathOf(OrderId id)
    {
        // With two slashes at the start, the first segment would be a host.
        var collection = "/" + ClientPath.Trim('/');
        // API Gateway passes some paths decoded, and others unchanged.
        return collection.EndsWith(ApiPath.Collection, StringComparison.Ordinal)
            ? $"{string.Join('/', collection.Split('/').Select(static segment => Uri.EscapeDataString(Uri.UnescapeDataString(segment))))}/{id}"
            : $"{ApiPath.Collection}/{id}";
    }

    /// <summary>The X-Ray trace header of the invocation; null for none.</summary>
    public string? InvocationTrace { get; init; }

    /// <summary>
    /// The W3C trace context: the caller's, else that of the invocation's X-Ray trace, else that of the header <c>x-amzn-trace-id</c>. The header
    /// comes last because it has no parent unless the caller traces. Null if there is none.
    /// </summary>
    public string? Trace => Header(TraceParent.Name) is { } given && TraceParent.IsValid(given)
        ? given
        : TraceParent.FromXRay(InvocationTrace) ?? TraceParent.FromXRay(Header("x-amzn-trace-id"));
}

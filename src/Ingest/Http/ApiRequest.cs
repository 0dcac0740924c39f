using Orders.Model;

namespace Orders.Ingest.Http;

/// <summary>In which shape a request came, and its answer goes.</summary>
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

/// <summary>A request to the orders API, whatever it came through.</summary>
public sealed record ApiRequest
{
    /// <summary>The shape it came in.</summary>
    public required EventShape Shape { get; init; }

    /// <summary>As <c>POST</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Without stage and base path, as <c>/orders</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The path that the client used, with stage and base path.</summary>
    public string ClientPath { get; init; } = ApiPath.Collection;

    /// <summary>The body's bytes, decoded where they came as base64.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The headers; one that was given several times is there several times.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The query's parameters.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>(0);

    /// <summary>Whose request it is, as the API's authorizer says; null where an authorizer names nobody that we could tell from others.</summary>
    public required string? Owner { get; init; }

    /// <summary>A header's value, different values joined with commas; names are compared without regard to case. Null where it is not there.</summary>
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

    /// <summary>The path of an order as the client reaches it; for a request to the collection.</summary>
    public string PathOf(OrderId id)
    {
        // With two slashes in front, the first segment would be a host.
        var collection = "/" + ClientPath.Trim('/');
        // API Gateway passes some paths on decoded, others as they came.
        return collection.EndsWith(ApiPath.Collection, StringComparison.Ordinal)
            ? $"{string.Join('/', collection.Split('/').Select(static segment => Uri.EscapeDataString(Uri.UnescapeDataString(segment))))}/{id}"
            : $"{ApiPath.Collection}/{id}";
    }

    /// <summary>The X-Ray trace header of the invocation; null for none.</summary>
    public string? InvocationTrace { get; init; }

    /// <summary>
    /// The W3C trace context that the caller gave; else the one that X-Ray gave the invocation; else null. The header <c>x-amzn-trace-id</c> of a
    /// request has no parent unless the caller traces, so it comes last.
    /// </summary>
    public string? Trace => Header(TraceParent.Name) is { } given && TraceParent.IsValid(given)
        ? given
        : TraceParent.FromXRay(InvocationTrace) ?? TraceParent.FromXRay(Header("x-amzn-trace-id"));
}

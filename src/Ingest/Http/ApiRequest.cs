using Orders.Model;

namespace Orders.Ingest.Http;

/// <summary>In which shape a request came, and its answer goes.</summary>
public enum EventShape
{
    /// <summary>API Gateway HTTP API or function URL, payload format 2.0.</summary>
    HttpApi,

    /// <summary>API Gateway REST API, payload format 1.0.</summary>
    RestApi,

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

    /// <summary>Without the API's stage, as <c>/orders</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The body's bytes, decoded where they came as base64.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(0);

    /// <summary>The query's parameters.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>(0);

    /// <summary>Whose request it is, as the API's authorizer says; null where an authorizer names nobody that we could tell from others.</summary>
    public required string? Owner { get; init; }

    /// <summary>A header's value; names are compared without regard to case. Null where it is not there.</summary>
    public string? Header(string name)
    {
        foreach (var (candidate, value) in Headers)
        {
            if (string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The W3C trace context that the caller gave; else the one that X-Ray gave the request; else null.</summary>
    public string? Trace => Header(TraceParent.Name) is { } given && TraceParent.IsValid(given)
        ? given
        : TraceParent.FromXRay(Header("x-amzn-trace-id"));
}

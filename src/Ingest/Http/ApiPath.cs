namespace Orders.Ingest.Http;

/// <summary>
/// Finds the orders API's own path, such as <c>/orders/7</c>, in a request through a stage, a base path mapping or a greedy route. An event's
/// path includes their prefix, and differs between kinds of API and of domains; the route that API Gateway matched, and its path parameters,
/// do not.
/// </summary>
internal static class ApiPath
{
    /// <summary>The path of the collection.</summary>
    public const string Collection = "/orders";

    /// <summary>Whether a path is the collection's, or below it.</summary>
    public static bool IsOfApi(string? path) =>
        path is not null && path.StartsWith(Collection, StringComparison.Ordinal) && (path.Length == Collection.Length || path[Collection.Length] == '/');

    /// <summary>Returns the API's own path; the event's path if it is not the API's.</summary>
    /// <param name="route">The route's path, for example <c>/v1/orders/{order_id}</c> or <c>/{proxy+}</c>; null or <c>$default</c> if none
    /// matched.</param>
    /// <param name="parameters">The route's path parameters.</param>
    /// <param name="path">The event's path.</param>
    /// <param name="stage">The API's stage, with which the path may start.</param>
    public static string Of(string? route, IDictionary<string, string>? parameters, string? path, string? stage)
    {
        if (FromRoute(route, parameters) is { } own && IsOfApi(own))
        {
            return own;
        }

        path ??= "";
        return stage is { Length: > 0 } && path.StartsWith($"/{stage}/", StringComparison.Ordinal) && IsOfApi(path[(stage.Length + 1)..])
            ? path[(stage.Length + 1)..]
            : path;
    }

    // The text before "orders", or before a greedy parameter, is the deployment's base path.
    private static string? FromRoute(string? route, IDictionary<string, string>? parameters)
    {
        var segments = route?.Split('/') ?? [];
        var start = Array.FindIndex(segments, static segment => segment == Collection[1..] || segment.EndsWith("+}", StringComparison.Ordinal));
        if (start < 0)
        {
            return null;
        }

        var values = Array.ConvertAll(segments[start..], segment => Value(segment, parameters));
        return Array.IndexOf(values, null) < 0 ? "/" + string.Join('/', values) : null;
    }

    private static string? Value(string segment, IDictionary<string, string>? parameters) => segment is not ['{', .. var name, '}'] ? segment
        : parameters is not null && parameters.TryGetValue(name.TrimEnd('+'), out var value) ? value
        : null;
}

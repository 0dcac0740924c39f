namespace Orders.Local.Api;

/// <summary>The deployed route of a request.</summary>
/// <param name="Key">The route's key: method and path, or <c>$default</c>.</param>
/// <param name="PathParameters">The path's parameters by name, decoded.</param>
public sealed record HttpApiRoute(string Key, IReadOnlyDictionary<string, string> PathParameters)
{
    /// <summary>The routes that Terraform deploys, in addition to <c>$default</c>.</summary>
    public static readonly IReadOnlyList<string> Deployed =
    [
        "POST /orders",
        "GET /orders",
        "GET /orders/{order_id}",
        "PUT /orders/{order_id}",
        "DELETE /orders/{order_id}",
    ];

    const string Default = "$default";

    static readonly Dictionary<string, string> None = [];

    /// <summary>Finds the route of a request.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="path">The request's path, still encoded.</param>
    public static HttpApiRoute Match(string method, string path)
    {
        foreach (var key in Deployed)
        {
            var space = key.IndexOf(' ', StringComparison.Ordinal);
            if (key.AsSpan(0, space).SequenceEqual(method) && Parameters(key[(space + 1)..], path) is { } parameters)
            {
                return new HttpApiRoute(key, parameters);
            }
        }

        return new HttpApiRoute(Default, None);
    }

    static Dictionary<string, string>? Parameters(string template, string path)
    {
        var (wanted, given) = (template.Split('/'), path.Split('/'));
        if (wanted.Length != given.Length)
        {
            return null;
        }

        Dictionary<string, string> parameters = [];
        for (var i = 0; i < wanted.Length; i++)
        {
            if (wanted[i].StartsWith('{') && given[i].Length > 0)
            {
                parameters[wanted[i].Trim('{', '}')] = Uri.UnescapeDataString(given[i]);
            }
            else if (wanted[i] != given[i])
            {
                return null;
            }
        }

        return parameters;
    }
}

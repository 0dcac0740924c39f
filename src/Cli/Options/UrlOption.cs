using System.CommandLine;
using Orders.Operations.Connections;

namespace Orders.Cli.Options;

/// <summary>Options whose value is the URL of a server.</summary>
internal static class UrlOption
{
    /// <summary>Creates an optional URL.</summary>
    public static Option<Uri?> Create(string name, string description) => new(name)
    {
        Description = description,
        // The library cannot parse URLs: without this it fails on every value.
        CustomParser = result =>
        {
            if (ServerUrl.Parse(result.Tokens[0].Value) is { } url)
            {
                return url;
            }

            result.AddError($"{name} {ServerUrl.Rule}");
            return null;
        },
    };
}

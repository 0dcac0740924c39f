using System.CommandLine;

namespace Orders.Cli.Commands;

/// <summary>Options that take the URL of a server.</summary>
internal static class UrlOption
{
    /// <summary>An option whose value, where it is given, is an absolute http or https URL.</summary>
    public static Option<Uri?> Create(string name, string description) => new(name)
    {
        Description = description,
        // The library knows no URLs: without this it fails on every value.
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            {
                return url;
            }

            result.AddError($"{name} must be an absolute http or https URL");
            return null;
        },
    };
}

using System.CommandLine;

namespace Orders.Cli.Commands;

/// <summary>URLs of servers, from options and from the environment.</summary>
internal static class UrlOption
{
    private const string Rule = "must be an absolute http or https URL";

    /// <summary>An option whose value, where it is given, is an absolute http or https URL.</summary>
    public static Option<Uri?> Create(string name, string description) => new(name)
    {
        Description = description,
        // The library knows no URLs: without this it fails on every value.
        CustomParser = result =>
        {
            if (Parse(result.Tokens[0].Value) is { } url)
            {
                return url;
            }

            result.AddError($"{name} {Rule}");
            return null;
        },
    };

    /// <summary>Reads a URL that no option gave.</summary>
    /// <param name="source">Where it comes from, as the message names it.</param>
    /// <param name="value">The text.</param>
    /// <exception cref="CommandException">It is not an absolute http or https URL.</exception>
    public static Uri Read(string source, string value) =>
        Parse(value) ?? throw new CommandException($"{source} {Rule}.") { ExitCode = ExitCodes.Usage };

    private static Uri? Parse(string value) => Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;
}

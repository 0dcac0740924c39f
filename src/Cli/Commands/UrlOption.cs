using System.CommandLine;

namespace Orders.Cli.Commands;

/// <summary>URLs of servers, from options, from the environment and from profiles. None may have a user name or password: messages repeat URLs.</summary>
internal static class UrlOption
{
    /// <summary>The rule on every such URL.</summary>
    public const string Rule = "must be an absolute http or https URL without user name and password";

    /// <summary>An option whose value, where it is given, is such a URL.</summary>
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
    /// <exception cref="CommandException">It breaks the rule.</exception>
    public static Uri Read(string source, string value) =>
        Parse(value) ?? throw new CommandException($"{source} {Rule}.") { ExitCode = ExitCodes.Usage };

    /// <summary>Reads a URL; null where it breaks the rule.</summary>
    public static Uri? Parse(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", UserInfo.Length: 0 } ? url : null;
}

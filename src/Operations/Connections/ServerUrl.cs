using Orders.Operations.Failures;

namespace Orders.Operations.Connections;

/// <summary>URLs of servers from options, the environment and profiles. They may not have a user name or password, because messages repeat
/// URLs.</summary>
internal static class ServerUrl
{
    /// <summary>The rule for URLs.</summary>
    public const string Rule = "must be an absolute http or https URL without user name and password";

    /// <summary>Reads a URL.</summary>
    /// <param name="source">Where the URL comes from, for the message.</param>
    /// <param name="value">The text.</param>
    /// <exception cref="CommandException">The URL breaks the rule.</exception>
    public static Uri Read(string source, string value) =>
        Parse(value) ?? throw new CommandException($"{source} {Rule}.") { ExitCode = ExitCodes.Usage };

    /// <summary>Reads a URL; null if it breaks the rule.</summary>
    public static Uri? Parse(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", UserInfo.Length: 0 } ? url : null;
}

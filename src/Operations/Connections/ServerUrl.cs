using Orders.Operations.Failures;

namespace Orders.Operations.Connections;

/// <summary>URLs of servers, from options, from the environment and from profiles. None may have a user name or password: messages repeat URLs.</summary>
internal static class ServerUrl
{
    /// <summary>The rule on every such URL.</summary>
    public const string Rule = "must be an absolute http or https URL without user name and password";

    /// <summary>Reads a URL.</summary>
    /// <param name="source">Where it comes from, as the message names it.</param>
    /// <param name="value">The text.</param>
    /// <exception cref="CommandException">It breaks the rule.</exception>
    public static Uri Read(string source, string value) =>
        Parse(value) ?? throw new CommandException($"{source} {Rule}.") { ExitCode = ExitCodes.Usage };

    /// <summary>Reads a URL; null where it breaks the rule.</summary>
    public static Uri? Parse(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", UserInfo.Length: 0 } ? url : null;
}

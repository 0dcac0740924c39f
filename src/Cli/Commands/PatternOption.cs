using System.CommandLine;
using System.Text.RegularExpressions;

namespace Orders.Cli.Commands;

/// <summary>Options whose text has a form of its own.</summary>
internal static partial class PatternOption
{
    /// <summary>The code of a region. The SDK makes a host name of it, so anything else fails where nobody names the option.</summary>
    public static Option<string?> Region() => Create(
        "--region", "The region. Default: the environment's or the profile's.", RegionCode(), "a region's code, as eu-central-1");

    /// <summary>The prefix of a deployment, by the rule of Terraform's variable <c>prefix</c>.</summary>
    public static Option<string?> Prefix() => Create(
        "--prefix", "The deployment's prefix of all names.", NamePrefix(), "at most 20 of the characters A-Z a-z 0-9 -");

    /// <summary>Whether a text is the code of a region.</summary>
    public static bool IsRegion(string text) => RegionCode().IsMatch(text);

    private static Option<string?> Create(string name, string description, Regex pattern, string rule) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (pattern.IsMatch(result.Tokens[0].Value))
            {
                return result.Tokens[0].Value;
            }

            result.AddError($"{name} must be {rule}");
            return null;
        },
    };

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RegionCode();

    [GeneratedRegex(@"\A[A-Za-z0-9-]{0,20}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePrefix();
}

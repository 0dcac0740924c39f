using System.CommandLine;
using System.Text.RegularExpressions;
using Orders.Operations.Connections;

namespace Orders.Cli.Options;

/// <summary>Options whose text must match a pattern.</summary>
internal static partial class PatternOption
{
    /// <summary>Creates the option for a region's code.</summary>
    public static Option<string?> Region() => Create(
        "--region", "The region. Default: the environment's or the profile's.", RegionCode.Is, RegionCode.Rule);

    /// <summary>Creates the option for a deployment's prefix, with the rule of Terraform's variable <c>prefix</c>.</summary>
    public static Option<string?> Prefix() => Create(
        "--prefix", "The deployment's prefix for all names.", NamePrefix().IsMatch, "at most 20 of the characters A-Z a-z 0-9 -");

    /// <summary>Creates the option for an account's id.</summary>
    public static Option<string?> Account() => Create(
        "--expect-account", "Do nothing unless the orders queue is in this account.", static text => text.Length == 12 && text.All(char.IsAsciiDigit), "an account's id: 12 digits");

    private static Option<string?> Create(string name, string description, Func<string, bool> follows, string rule) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (follows(result.Tokens[0].Value))
            {
                return result.Tokens[0].Value;
            }

            result.AddError($"{name} must be {rule}");
            return null;
        },
    };

    [GeneratedRegex(@"\A[A-Za-z0-9-]{0,20}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePrefix();
}

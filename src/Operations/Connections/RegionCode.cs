using System.Text.RegularExpressions;

namespace Orders.Operations.Connections;

/// <summary>The code of a region, as <c>eu-central-1</c>. The SDK makes a host name of it, so anything else fails where nobody names the setting.</summary>
internal static partial class RegionCode
{
    /// <summary>The rule, behind "must be".</summary>
    public const string Rule = "a region's code, as eu-central-1";

    /// <summary>Whether a text follows the rule.</summary>
    public static bool Is(string text) => Pattern().IsMatch(text);

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}

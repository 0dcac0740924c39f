using System.Text.RegularExpressions;

namespace Orders.Operations.Connections;

/// <summary>A region's code, such as <c>eu-central-1</c>. The SDK makes a host name of it, so a wrong code fails with an error that does not name the
/// setting.</summary>
internal static partial class RegionCode
{
    /// <summary>The rule, for messages with "must be".</summary>
    public const string Rule = "a region's code such as eu-central-1";

    /// <summary>Whether a text follows the rule.</summary>
    public static bool Is(string text) => Pattern().IsMatch(text);

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}

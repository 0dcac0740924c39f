using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Orders.Cli.DeadLetters;

/// <summary>Makes what strangers wrote fit to be shown.</summary>
internal static partial class Shown
{
    /// <summary>Text in which nothing steers a terminal: control characters are written as their code.</summary>
    public static string Clean(string text)
    {
        if (!text.Any(static character => IsUnsafe(character)))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            _ = IsUnsafe(character) ? clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}") : clean.Append(character);
        }

        return clean.ToString();
    }

    /// <summary>Text without the e-mail addresses in it: of <c>zoe@example.com</c> stays <c>z…@…</c>.</summary>
    public static string Mask(string text) => Email().Replace(text, "${first}…@…");

    private static bool IsUnsafe(char character) =>
        (char.IsControl(character) && character is not ('\n' or '\t')) || char.GetUnicodeCategory(character) == UnicodeCategory.Format;

    /// <summary>Finds e-mail addresses, and how each begins. JSON may write the sign as an escape.</summary>
    [GeneratedRegex(
        """(?<first>[^\s"'<>@,:;\\])[^\s"'<>@,:;\\]*(@|\\u0040)[^\s"'<>@,;\\]+""",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    internal static partial Regex Email();
}

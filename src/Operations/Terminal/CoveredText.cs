using System.Globalization;
using System.Text.RegularExpressions;

namespace Orders.Operations.Terminal;

/// <summary>
/// A text for editing whose e-mail addresses are masked. Each address is shown as <c>z…@…</c>, a second one with the same first character as
/// <c>z…2@…</c>. Uncovering the edited text restores the addresses.
/// </summary>
internal sealed partial class CoveredText
{
    private readonly Dictionary<string, string> _addresses = new(StringComparer.Ordinal);

    /// <param name="text">The text with its addresses.</param>
    public CoveredText(string text)
    {
        var covers = new Dictionary<string, string>(StringComparer.Ordinal);
        Text = SafeText.Email().Replace(text, match =>
        {
            if (!covers.TryGetValue(match.Value, out var cover))
            {
                cover = covers[match.Value] = NewCover(match.Groups["first"].Value);
                _addresses[cover] = match.Value;
            }

            return cover;
        });
    }

    /// <summary>The text with masked addresses.</summary>
    public string Text { get; }

    /// <summary>Restores the addresses.</summary>
    /// <param name="edited">The edited <see cref="Text"/>.</param>
    /// <param name="uncovered">The edited text with the addresses.</param>
    /// <returns>False if the edited text has a masked address that is not from this text.</returns>
    public bool TryUncover(string edited, out string uncovered)
    {
        var isKnown = true;
        uncovered = Cover().Replace(edited, match =>
        {
            isKnown &= _addresses.TryGetValue(match.Value, out var address);
            return address ?? match.Value;
        });
        return isKnown;
    }

    private string NewCover(string first)
    {
        var cover = $"{first}…@…";
        for (var number = 2; _addresses.ContainsKey(cover); number++)
        {
            cover = string.Create(CultureInfo.InvariantCulture, $"{first}…{number}@…");
        }

        return cover;
    }

    [GeneratedRegex(@"([\uD800-\uDBFF][\uDC00-\uDFFF]|\S)…[0-9]*@…", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Cover();
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Orders.Operations.Terminal;

/// <summary>
/// A text for editing whose personal data is masked: an e-mail address as <c>z…@…</c>, another value of a personal field as <c>‹Z…›</c>, a
/// second one with the same first character as <c>z…2@…</c> or <c>‹Z…2›</c>. Uncovering the edited text restores the values.
/// </summary>
internal sealed partial class CoveredText
{
    private const string Address = "{0}…{1}@…";
    private const string Other = "‹{0}…{1}›";

    private readonly Dictionary<string, (string Value, bool IsNumber)> _values = new(StringComparer.Ordinal);

    /// <param name="text">The text with its personal data.</param>
    public CoveredText(string text)
    {
        var (shown, covers, from) = (new StringBuilder(), new Dictionary<(string, bool), string>(), 0);
        foreach (var (start, length, form, isNumber) in Places(text))
        {
            var value = text.Substring(start, length);
            if (!covers.TryGetValue((value, isNumber), out var cover))
            {
                cover = covers[(value, isNumber)] = NewCover(form, First(value));
                _values[cover] = (value, isNumber);
            }

            // Quotes around a number's mask keep the text JSON.
            shown.Append(text, from, start - from).Append(isNumber ? $"\"{cover}\"" : cover);
            from = start + length;
        }

        Text = shown.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>The text with masked personal data.</summary>
    public string Text { get; }

    /// <summary>Restores the values.</summary>
    /// <param name="edited">The edited <see cref="Text"/>.</param>
    /// <param name="uncovered">The edited text with the values.</param>
    /// <returns>False if the edited text has a masked value that is not from this text.</returns>
    public bool TryUncover(string edited, out string uncovered)
    {
        var isKnown = true;
        uncovered = Cover().Replace(edited, match =>
        {
            var cover = match.Groups["cover"].Value;
            if (!_values.TryGetValue(cover, out var original))
            {
                isKnown = false;
                return match.Value;
            }

            return original.IsNumber ? original.Value : match.Value.Replace(cover, original.Value, StringComparison.Ordinal);
        });
        return isKnown;
    }

    /// <summary>Whether the whole text is a mask.</summary>
    public static bool IsCover(string text) => Cover().Match(text) is { Success: true } match && match.Length == text.Length;

    /// <summary>Returns the mask of a value of a personal field.</summary>
    public static string CoverOf(string value) => value.Length == 0 || IsCover(value) ? value : IsAddress(value) ? SafeText.Mask(value) : $"‹{First(value)}…›";

    private static IEnumerable<(int Start, int Length, string Form, bool IsNumber)> Places(string text)
    {
        var personal = PersonalData.Find(text)
            .Select(value => (value.Start, value.Length, Form: value.IsText && IsAddress(text.AsSpan(value.Start, value.Length)) ? Address : Other, IsNumber: !value.IsText));
        var addresses = SafeText.Email().Matches(text).Select(static match => (match.Index, match.Length, Address, false));
        // A text that looks like a mask is masked, so that it comes back as it was.
        var covers = Cover().Matches(text).Select(static match => match.Groups["cover"]).Where(static cover => cover.Value[0] == '‹').Select(static cover => (cover.Index, cover.Length, Other, false));
        var end = 0;
        foreach (var place in personal.Concat(addresses).Concat(covers).OrderBy(static place => place.Item1).ThenByDescending(static place => place.Item2))
        {
            if (place.Item1 >= end)
            {
                yield return place;
                end = place.Item1 + place.Item2;
            }
        }
    }

    private string NewCover(string form, string first)
    {
        var cover = string.Format(CultureInfo.InvariantCulture, form, first, "");
        for (var number = 2; _values.ContainsKey(cover); number++)
        {
            cover = string.Format(CultureInfo.InvariantCulture, form, first, number);
        }

        return cover;
    }

    // Half an escape or a quote would not be JSON.
    private static string First(string value) => value is [] or ['\\' or '"' or '‹' or '›', ..] || char.IsWhiteSpace(value[0]) ? "•"
        : value[..(value.Length > 1 && char.IsSurrogatePair(value, 0) ? 2 : 1)];

    private static bool IsAddress(ReadOnlySpan<char> value)
    {
        foreach (var match in SafeText.Email().EnumerateMatches(value))
        {
            return match.Length == value.Length;
        }

        return false;
    }

    [GeneratedRegex(@"""?(?<cover>‹([\uD800-\uDBFF][\uDC00-\uDFFF]|\S)…[0-9]*›)""?|(?<cover>([\uD800-\uDBFF][\uDC00-\uDFFF]|\S)…[0-9]*@…)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Cover();
}

using System.Globalization;

namespace Orders.Operations.DeadLetters.Editing;

/// <summary>
/// Names a member of a JSON value: a plain name is a member of the outermost object; what begins with a slash is a JSON pointer
/// (RFC 6901), as <c>/metadata/shop</c>.
/// </summary>
internal sealed record MemberPath
{
    private readonly string _text;

    private MemberPath(string text, IReadOnlyList<string> names) => (_text, Parents, Name) = (text, [.. names.SkipLast(1)], names[^1]);

    /// <summary>The names on the way to it.</summary>
    public IReadOnlyList<string> Parents { get; }

    /// <summary>Its own name, or its place in an array.</summary>
    public string Name { get; }

    /// <summary>Reads a path; null where it is none.</summary>
    public static MemberPath? Parse(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (text[0] != '/')
        {
            return new MemberPath(text, [text]);
        }

        // RFC 6901, section 3: a tilde stands before 0 or 1 only.
        var isEscapedWell = text.Replace("~0", "", StringComparison.Ordinal).Replace("~1", "", StringComparison.Ordinal).All(static character => character != '~');
        return isEscapedWell
            ? new MemberPath(text, [.. text[1..].Split('/').Select(static name => name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))])
            : null;
    }

    /// <summary>Reads a place in an array of so many elements: digits without a leading zero.</summary>
    public static bool TryIndex(string name, int count, out int index) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index < count && (name.Length == 1 || name[0] != '0');

    /// <inheritdoc/>
    public override string ToString() => _text;
}

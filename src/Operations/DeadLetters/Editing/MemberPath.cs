using System.Globalization;

namespace Orders.Operations.DeadLetters.Editing;

/// <summary>
/// Names a member of a JSON value. A name without a slash is a member of the outermost object; a text that starts with a slash is a JSON pointer
/// (RFC 6901) such as <c>/metadata/shop</c>.
/// </summary>
internal sealed record MemberPath
{
    private readonly string _text;

    private MemberPath(string text, IReadOnlyList<string> names) => (_text, Parents, Name) = (text, [.. names.SkipLast(1)], names[^1]);

    /// <summary>The names of the containers, outermost first.</summary>
    public IReadOnlyList<string> Parents { get; }

    /// <summary>The member's name, or its index in an array.</summary>
    public string Name { get; }

    /// <summary>Reads a path; null if the text is not a path.</summary>
    public static MemberPath? Parse(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (text[0] != '/')
        {
            // A forgotten slash would add a member with such a name. As a pointer, the name's slash is written ~1.
            if (text.Contains('/', StringComparison.Ordinal))
            {
                return null;
            }

            return new MemberPath(text, [text]);
        }

        // RFC 6901, section 3: only 0 or 1 may follow a tilde.
        var isEscapedWell = text.Replace("~0", "", StringComparison.Ordinal).Replace("~1", "", StringComparison.Ordinal).All(static character => character != '~');
        return isEscapedWell
            ? new MemberPath(text, [.. text[1..].Split('/').Select(static name => name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))])
            : null;
    }

    /// <summary>Reads an index into an array of <paramref name="count"/> elements: digits without a leading zero.</summary>
    public static bool TryIndex(string name, int count, out int index) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index < count && (name.Length == 1 || name[0] != '0');

    /// <summary>Whether the other path names the same member, one inside it, or one around it.</summary>
    public bool Overlaps(MemberPath other) => Names.Zip(other.Names).All(static pair => pair.First == pair.Second);

    private IEnumerable<string> Names => [.. Parents, Name];

    /// <inheritdoc/>
    public override string ToString() => _text;
}

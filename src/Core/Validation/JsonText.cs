using System.Globalization;
using System.Text.Json;

namespace Orders.Validation;

/// <summary>Texts out of input that nobody vouches for.</summary>
internal static class JsonText
{
    private const int LongestName = 64;

    /// <summary>The text the reader stands on; false where it is not Unicode: an escaped lone surrogate, which JSON's grammar allows.</summary>
    public static bool TryGet(ref readonly Utf8JsonReader reader, out string text)
    {
        // Looked for, and not left to the reader's exception: a body may hold thousands, and each would cost microseconds.
        if (reader.ValueIsEscaped && HasLoneSurrogate(reader.ValueSpan))
        {
            text = "";
            return false;
        }

        text = reader.GetString()!;
        return true;
    }

    /// <summary>The name the reader stands on, fit to be shown: short, and of printable ASCII only.</summary>
    public static string DisplayName(ref readonly Utf8JsonReader reader) =>
        TryGet(in reader, out var name) ? DisplayName(name) : "?";

    /// <summary>A name from an input, fit to be shown: short, of printable ASCII only, and two quotes where it is empty.</summary>
    public static string DisplayName(string name)
    {
        if (name.Length == 0)
        {
            return "\"\"";
        }

        var shown = name.Length > LongestName ? name[..LongestName] + "..." : name;
        return string.Create(shown.Length, shown, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsBetween(source[i], ' ', '~') ? source[i] : '?';
            }
        });
    }

    /// <summary>Length in characters: Unicode code points, as JSON Schema counts them.</summary>
    public static int Characters(string text)
    {
        var count = text.Length;
        foreach (var c in text)
        {
            count -= char.IsLowSurrogate(c) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Whether every character is printable ASCII (0x20–0x7E).</summary>
    public static bool IsPrintableAscii(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>Whether there is a control character (C0, DEL or C1) in the text.</summary>
    public static bool HasControl(string text) =>
        text.AsSpan().ContainsAnyInRange('\u0000', '\u001F') || text.AsSpan().ContainsAnyInRange('\u007F', '\u009F');

    // What the reader has seen is valid UTF-8 and its escapes are complete, so only an escape can be half of a pair.
    private static bool HasLoneSurrogate(ReadOnlySpan<byte> escaped)
    {
        var awaitsLow = false;
        for (var i = 0; i < escaped.Length;)
        {
            var unit = '\0';
            var length = 1;
            if (escaped[i] == '\\')
            {
                length = escaped[i + 1] == 'u' ? 6 : 2;
                unit = length == 6 ? (char)ushort.Parse(escaped.Slice(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : unit;
            }

            if (char.IsLowSurrogate(unit) != awaitsLow)
            {
                return true;
            }

            awaitsLow = char.IsHighSurrogate(unit);
            i += length;
        }

        return awaitsLow;
    }
}

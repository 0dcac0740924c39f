using System.Globalization;
using System.Text.Json;

namespace Orders.Json;

/// <summary>Reads texts from untrusted input.</summary>
internal static class JsonText
{
    private const int MaxNameLength = 64;

    /// <summary>Reads the text at the reader's position; false if it is not Unicode: it has an escaped lone surrogate, which JSON's grammar
    /// allows.</summary>
    public static bool TryGet(ref readonly Utf8JsonReader reader, out string text)
    {
        // Checked instead of caught from the reader: a body may have thousands, and each exception would cost microseconds.
        if (reader.ValueIsEscaped && IndexOfLoneSurrogate(reader.ValueSpan) >= 0)
        {
            text = "";
            return false;
        }

        text = reader.GetString()!;
        return true;
    }

    /// <summary>Returns the name at the reader's position for messages: short, and only printable ASCII.</summary>
    public static string DisplayName(ref readonly Utf8JsonReader reader) =>
        TryGet(in reader, out var name) ? DisplayName(name) : "?";

    /// <summary>Returns a name from an input for messages: short, only printable ASCII, and two quotes if it is empty.</summary>
    public static string DisplayName(string name)
    {
        if (name.Length == 0)
        {
            return "\"\"";
        }

        var shown = name.Length > MaxNameLength ? name[..MaxNameLength] + "..." : name;
        return string.Create(shown.Length, shown, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsBetween(source[i], ' ', '~') ? source[i] : '?';
            }
        });
    }

    /// <summary>Returns the length in characters: Unicode code points, as JSON Schema counts them.</summary>
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

    /// <summary>Whether the text has a control character (C0, DEL or C1).</summary>
    public static bool HasControl(string text) =>
        text.AsSpan().ContainsAnyInRange('\u0000', '\u001F') || text.AsSpan().ContainsAnyInRange('\u007F', '\u009F');

    /// <summary>Finds the escape of a lone surrogate in JSON or in one of its texts. The input must be valid UTF-8.</summary>
    /// <returns>The index of its backslash; -1 if there is none.</returns>
    public static int IndexOfLoneSurrogate(ReadOnlySpan<byte> json)
    {
        // The index of a high surrogate that waits for a low one; only an escape can be half of a pair.
        var high = -1;
        for (var at = 0; at < json.Length;)
        {
            if (high < 0)
            {
                var next = json[at..].IndexOf((byte)'\\');
                if (next < 0)
                {
                    return -1;
                }

                at += next;
            }

            var (unit, length) = Escape(json[at..]);
            if (char.IsLowSurrogate(unit) != (high >= 0))
            {
                return high < 0 ? at : high;
            }

            high = char.IsHighSurrogate(unit) ? at : -1;
            at += length;
        }

        return high;
    }

    // The UTF-16 unit of the escape that begins here, and its length; the unit is 0 if it is not a Unicode escape.
    private static (char Unit, int Length) Escape(ReadOnlySpan<byte> json) =>
        json is not [(byte)'\\', ..] ? ('\0', 1)
        : json.Length >= 6 && json[1] == 'u' && ushort.TryParse(json.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? ((char)unit, 6)
        : ('\0', 2);
}

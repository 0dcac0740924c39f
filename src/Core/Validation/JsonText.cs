using System.Text.Json;

namespace Orders.Validation;

/// <summary>Texts out of input that nobody vouches for.</summary>
internal static class JsonText
{
    private const int LongestName = 64;

    /// <summary>The text the reader stands on; false where it is not Unicode: an escaped lone surrogate, which JSON's grammar allows.</summary>
    public static bool TryGet(ref readonly Utf8JsonReader reader, out string text)
    {
        try
        {
            text = reader.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }

    /// <summary>The name the reader stands on, fit to be shown: short, and of printable ASCII only.</summary>
    public static string DisplayName(ref readonly Utf8JsonReader reader) =>
        TryGet(in reader, out var name) ? DisplayName(name) : "?";

    /// <summary>A name from an input, fit to be shown: short, and of printable ASCII only.</summary>
    public static string DisplayName(string name)
    {
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
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Orders.Json;

namespace Orders.Operations.Terminal;

/// <summary>Makes what strangers wrote fit to be shown.</summary>
internal static partial class SafeText
{
    /// <summary>The most characters that are shown of one value. JSON has all of it.</summary>
    public const int MaxCharacters = 500;

    /// <summary>A value for a table or a line.</summary>
    /// <param name="text">What somebody wrote.</param>
    /// <param name="showPersonalData">Whether e-mail addresses are shown as they are.</param>
    public static string Value(string text, bool showPersonalData = false) => Clean(Cut(showPersonalData ? text : Mask(text)));

    // After masking: cut first, an address could lose the sign by which it is known.
    private static string Cut(string text) =>
        text.Length <= MaxCharacters ? text : $"{text.AsSpan(0, char.IsHighSurrogate(text[MaxCharacters - 1]) ? MaxCharacters - 1 : MaxCharacters)}…";

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

    /// <summary>JSON without the e-mail addresses in its names and texts. Masked as a whole it might lose half of an escape, as of that before <c>@</c>.</summary>
    public static string MaskJson(string json)
    {
        using var document = UntrustedJson.Parse(json);
        return document is null ? Mask(json) : JsonWriting.ToText(document.RootElement, WriteMasked);
    }

    private static void WriteMasked(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(Mask(member.Name));
                    WriteMasked(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                {
                    WriteMasked(writer, element);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Mask(value.GetString()!));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static bool IsUnsafe(char character) =>
        (char.IsControl(character) && character is not ('\n' or '\t')) || char.GetUnicodeCategory(character) == UnicodeCategory.Format;

    /// <summary>Finds e-mail addresses, and how each begins. JSON may write the sign as an escape.</summary>
    [GeneratedRegex(
        """(?<first>[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\s"'<>@,:;\\])[^\s"'<>@,:;\\]*(@|\\u0040)[^\s"'<>@,;\\]+""",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    internal static partial Regex Email();
}

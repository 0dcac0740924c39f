using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Orders.Json;

namespace Orders.Operations.Terminal;

/// <summary>Makes untrusted text safe to show.</summary>
internal static partial class SafeText
{
    /// <summary>The maximum characters shown of one value. JSON output has all of it.</summary>
    public const int MaxCharacters = 500;

    /// <summary>Returns a value for a table or a line.</summary>
    /// <param name="text">The untrusted text.</param>
    /// <param name="showPersonalData">Whether personal data is shown unmasked.</param>
    public static string Value(string text, bool showPersonalData = false) => Clean(Cut(showPersonalData ? text : Mask(text)));

    // After masking: a cut could remove the sign by which an address is recognized.
    private static string Cut(string text) =>
        text.Length <= MaxCharacters ? text : $"{text.AsSpan(0, char.IsHighSurrogate(text[MaxCharacters - 1]) ? MaxCharacters - 1 : MaxCharacters)}…";

    /// <summary>Returns the text with control characters written as their code, so that nothing controls the terminal.</summary>
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

    /// <summary>Masks e-mail addresses: <c>zoe@example.com</c> becomes <c>z…@…</c>.</summary>
    public static string Mask(string text) => Email().Replace(text, static match => CoveredText.IsCover(match.Value) ? match.Value : $"{match.Groups["first"].Value}…@…");

    /// <summary>Masks the personal data of a message's body: values of personal fields, and e-mail addresses anywhere.</summary>
    public static string MaskBody(string body) => new CoveredText(body).Text;

    /// <summary>Masks values of personal fields in JSON, and e-mail addresses in its names and texts. Masked as a whole, it could lose half of an
    /// escape, such as that before <c>@</c>.</summary>
    public static string MaskJson(string json)
    {
        using var document = UntrustedJson.Parse(json);
        return document is null ? Mask(json) : JsonWriting.ToText(document.RootElement, static (writer, root) => WriteMasked(writer, root, isPersonal: false));
    }

    private static void WriteMasked(Utf8JsonWriter writer, JsonElement value, bool isPersonal)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(Mask(member.Name));
                    WriteMasked(writer, member.Value, isPersonal || PersonalData.Has(member.Name));
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                {
                    WriteMasked(writer, element, isPersonal);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String when isPersonal:
                writer.WriteStringValue(CoveredText.CoverOf(value.GetString()!));
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Mask(value.GetString()!));
                break;
            case JsonValueKind.Number when isPersonal:
                writer.WriteStringValue(CoveredText.CoverOf(value.GetRawText()));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static bool IsUnsafe(char character) =>
        (char.IsControl(character) && character is not ('\n' or '\t')) || char.GetUnicodeCategory(character) == UnicodeCategory.Format;

    /// <summary>Matches e-mail addresses and their first character. JSON may write the sign as an escape.</summary>
    [GeneratedRegex(
        """(?<first>[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\s"'<>@,:;\\])[^\s"'<>@,:;\\]*(@|\\u0040)[^\s"'<>@,;\\]+""",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    internal static partial Regex Email();
}

using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Orders.Json;

/// <summary>
/// Parses JSON from outside the pipeline. System.Text.Json accepts the escape of a lone surrogate (<c>"\ud800"</c>), which JSON's grammar
/// allows, and throws only when the name or text is read. This class handles it while parsing.
/// </summary>
public static class UntrustedJson
{
    /// <summary>Parses a text for reading. Invalid Unicode is read as U+FFFD, so that no name or text throws.</summary>
    /// <returns>Null if the text is not JSON, or nested more than 64 deep.</returns>
    public static JsonDocument? Parse(string text) => ParseUnicode(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="Parse(string)"/>
    public static JsonDocument? Parse(ReadOnlySpan<byte> utf8) =>
        ParseUnicode(Utf8.IsValid(utf8) ? utf8.ToArray() : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(utf8)));

    /// <summary>Returns the rule that a text breaks if it is to be processed or written back, so that nothing in it may be replaced.</summary>
    /// <returns>A rule that continues the text's name, as in "body must be …"; null if it breaks none, so that every parser can read it.</returns>
    public static string? FindFault(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            if (JsonText.IndexOfLoneSurrogate(Encoding.UTF8.GetBytes(text)) >= 0)
            {
                return NotUnicode;
            }

            JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false }).Dispose();
            return null;
        }
        catch (JsonException exception)
        {
            // Only the second parse refuses a repeated member; its message has no position.
            return exception.LineNumber is { } line
                ? $"must be valid JSON nested at most 64 deep (line {line + 1}, byte {exception.BytePositionInLine + 1})"
                : "must not have the same member twice";
        }
        catch (ArgumentException)
        {
            // A lone surrogate in the text itself cannot be encoded as UTF-8.
            return NotUnicode;
        }
    }

    private const string NotUnicode = "must be valid Unicode: no lone surrogates";

    private static JsonDocument? ParseUnicode(byte[] utf8)
    {
        var from = 0;
        while (JsonText.IndexOfLoneSurrogate(utf8.AsSpan(from)) is var at and >= 0)
        {
            "\\ufffd"u8.CopyTo(utf8.AsSpan(from + at));
            from += at + 6;
        }

        try
        {
            return JsonDocument.Parse(utf8);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

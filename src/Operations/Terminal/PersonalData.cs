using System.Buffers;
using System.Text;
using System.Text.Json;
using Orders.Model;

namespace Orders.Operations.Terminal;

/// <summary>
/// Finds the values of personal fields in a text that should be JSON. Members of these names are personal at any depth, with everything in
/// them, so that orders, events and stream records are covered. After a fault in the JSON nothing is certain: each value is personal. Text that
/// is neither an object nor an array has no fields.
/// </summary>
internal static class PersonalData
{
    private static readonly SearchValues<char> Delimiters = SearchValues.Create("{}[]:,\" \t\r\n");

    /// <summary>Whether a member's value is personal.</summary>
    public static bool Has(string name) => PersonalFields.All.Contains(name);

    /// <summary>Returns the place of each personal value, in the text's order: the content of a string without its quotes, or a number.</summary>
    public static IReadOnlyList<PersonalValue> Find(string text)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..])
        {
            return [];
        }

        var fault = FaultOf(text);
        var found = new List<PersonalValue>();
        var (depth, personalDepth, isPersonalNext) = (0, int.MaxValue, false);
        for (var at = 0; at < text.Length;)
        {
            switch (text[at])
            {
                case '{' or '[':
                    depth++;
                    personalDepth = isPersonalNext ? Math.Min(personalDepth, depth) : personalDepth;
                    isPersonalNext = false;
                    at++;
                    break;
                case '}' or ']':
                    depth--;
                    personalDepth = depth < personalDepth ? int.MaxValue : personalDepth;
                    at++;
                    break;
                case ':' or ',' or ' ' or '\t' or '\r' or '\n':
                    at++;
                    break;
                default:
                    var isText = text[at] == '"';
                    var end = isText ? EndOfText(text, at) : EndOfScalar(text, at);
                    if (isText && end < fault && IsName(text, end))
                    {
                        isPersonalNext = Has(Unescape(text[at..end]));
                    }
                    else
                    {
                        if (isPersonalNext || depth >= personalDepth || end > fault)
                        {
                            found.Add(isText ? new(at + 1, Math.Max(0, end - at - (text[end - 1] == '"' && end > at + 1 ? 2 : 1)), IsText: true) : new(at, end - at, IsText: false));
                        }

                        isPersonalNext = false;
                    }

                    at = end;
                    break;
            }
        }

        // Words such as null say nothing about a person.
        return [.. found.Where(value => value.Length > 0 && (value.IsText || text.AsSpan(value.Start, value.Length) is not ("null" or "true" or "false")))];
    }

    // The place of the first fault; beyond the end if there is none. Commas at an end are a fault that leaves no doubt about the rest.
    private static int FaultOf(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { AllowTrailingCommas = true, MaxDepth = int.MaxValue });
        var sound = 0L;
        try
        {
            while (reader.Read())
            {
                sound = reader.BytesConsumed;
            }

            return int.MaxValue;
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetCharCount(utf8.AsSpan(0, (int)sound));
        }
    }

    private static int EndOfText(string text, int start)
    {
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] == '\\')
            {
                at++;
            }
            else if (text[at] == '"')
            {
                return at + 1;
            }
        }

        return text.Length;
    }

    private static int EndOfScalar(string text, int start)
    {
        var end = text.AsSpan(start).IndexOfAny(Delimiters);
        return end < 0 ? text.Length : start + end;
    }

    private static bool IsName(string text, int end) => text.AsSpan(end).TrimStart() is [':', ..];

    private static string Unescape(string literal)
    {
        try
        {
            using var name = JsonDocument.Parse(literal);
            return name.RootElement.GetString()!;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or a lone surrogate: no field's name.
            return "";
        }
    }
}

/// <summary>The place of a personal value.</summary>
/// <param name="Start">Where it starts.</param>
/// <param name="Length">Its length.</param>
/// <param name="IsText">Whether it is in quotes, which do not belong to the place.</param>
internal readonly record struct PersonalValue(int Start, int Length, bool IsText);

using System.Text;
using System.Text.Json;
using Orders.Validation;

namespace Orders.Ingest.Http;

/// <summary>Reads an event's headers from <c>headers</c>, <c>multiValueHeaders</c> or both. A value that is not a string is refused, because the
/// header would be lost.</summary>
internal static class RequestHeaders
{
    private const string Single = "headers";
    private const string Multiple = "multiValueHeaders";

    /// <summary>Returns the headers of a parsed event; a header with several values occurs several times.</summary>
    /// <exception cref="UnreadableEventException">A value is null.</exception>
    public static List<KeyValuePair<string, string>> Of(IDictionary<string, string>? headers, IDictionary<string, IList<string>>? multiple)
    {
        List<KeyValuePair<string, string>> all = new((headers?.Count ?? 0) + (multiple?.Count ?? 0));
        foreach (var (name, value) in headers ?? new Dictionary<string, string>(0))
        {
            all.Add(new(name, value ?? throw new UnreadableEventException(NotAString(name))));
        }

        foreach (var (name, values) in multiple ?? new Dictionary<string, IList<string>>(0))
        {
            foreach (var value in values ?? throw new UnreadableEventException(NotAString(name)))
            {
                all.Add(new(name, value ?? throw new UnreadableEventException(NotAString(name))));
            }
        }

        return all;
    }

    /// <summary>Finds the cause of a failed read, if it is a header.</summary>
    /// <exception cref="JsonException">The event is not JSON.</exception>
    public static FieldError? FindFault(ReadOnlySpan<byte> utf8)
    {
        FieldError? fault = null;
        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        while (fault is null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!TryRead(ref reader, [], ref fault))
            {
                reader.Skip();
            }
        }

        return fault;
    }

    /// <summary>Reads the member at the reader's position, if it contains headers.</summary>
    /// <param name="reader">Moves to the member's end.</param>
    /// <param name="headers">Receives the headers.</param>
    /// <param name="fault">Receives the first fault.</param>
    /// <returns>False if it is another member; the reader has not moved.</returns>
    public static bool TryRead(ref Utf8JsonReader reader, List<KeyValuePair<string, string>> headers, ref FieldError? fault)
    {
        var isMultiple = Ascii.Equals(reader.ValueSpan, Multiple);
        if (!isMultiple && !Ascii.Equals(reader.ValueSpan, Single))
        {
            return false;
        }

        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            fault ??= reader.TokenType == JsonTokenType.Null ? null : new FieldError(isMultiple ? Multiple : Single, ErrorCodes.Type, "must be an object");
            reader.Skip();
            return true;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Text(ref reader);
            reader.Read();
            if (isMultiple && reader.TokenType == JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    Add(ref reader, name, reader.TokenType == JsonTokenType.String, headers, ref fault);
                }
            }
            else
            {
                Add(ref reader, name, !isMultiple && reader.TokenType == JsonTokenType.String, headers, ref fault);
            }
        }

        return true;
    }

    private static void Add(ref Utf8JsonReader reader, string name, bool isText, List<KeyValuePair<string, string>> headers, ref FieldError? fault)
    {
        if (isText)
        {
            headers.Add(new(name, Text(ref reader)));
        }
        else
        {
            fault ??= NotAString(name);
            reader.Skip();
        }
    }

    /// <summary>Returns the text at the reader's position.</summary>
    /// <exception cref="JsonException">The text is not Unicode.</exception>
    public static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            // A lone surrogate: JSON's grammar allows it, Unicode does not.
            throw new JsonException("The event holds a text that is not Unicode.", exception);
        }
    }

    private static FieldError NotAString(string name) =>
        FieldError.Unknown(name, "must be a string; in multiValueHeaders, a list of strings") with { Code = ErrorCodes.Type };
}

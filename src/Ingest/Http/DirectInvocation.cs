using System.Text;
using System.Text.Json;

namespace Orders.Ingest.Http;

/// <summary>
/// Reads an event that comes through no API, as <c>aws lambda invoke</c> sends it: <c>{"body": "…"}</c>, with <c>headers</c> where
/// the caller likes, or a bare order. Whoever may invoke the function is trusted as far as an API without authorizer trusts anyone.
/// </summary>
internal static class DirectInvocation
{
    public static ApiRequest Read(ReadOnlyMemory<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8.Span);
        byte[]? body = null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueSpan.SequenceEqual("body"u8))
                {
                    reader.Read();
                    body = ReadBody(ref reader, utf8.Span);
                }
                else if (reader.ValueSpan.SequenceEqual("headers"u8))
                {
                    reader.Read();
                    ReadHeaders(ref reader, headers);
                }
                else
                {
                    reader.Skip();
                }
            }
        }

        return new ApiRequest
        {
            Shape = EventShape.Direct,
            Method = "POST",
            Path = "/orders",
            Owner = Caller.Public,
            Headers = body is null ? [] : headers,
            Body = body ?? utf8,
        };
    }

    // A text is the body's JSON in quotes; an object or an array is the body itself.
    private static byte[] ReadBody(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return Encoding.UTF8.GetBytes(Text(ref reader));
        }

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return utf8[start..(int)reader.BytesConsumed].ToArray();
    }

    private static void ReadHeaders(ref Utf8JsonReader reader, Dictionary<string, string> headers)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Text(ref reader);
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                headers[name] = Text(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static string Text(ref Utf8JsonReader reader)
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
}

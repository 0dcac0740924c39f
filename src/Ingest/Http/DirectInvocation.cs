using System.Text;
using System.Text.Json;
using Orders.Validation;

namespace Orders.Ingest.Http;

/// <summary>
/// Reads an event that did not come through an API, such as that of <c>aws lambda invoke</c>: <c>{"body": "…"}</c> with optional
/// <c>headers</c>, or a bare order. Its caller is trusted like a caller of an API without authorizer.
/// </summary>
internal static class DirectInvocation
{
    /// <summary>Reads one event.</summary>
    /// <exception cref="UnreadableEventException">A member other than the body is unknown, or has the wrong type.</exception>
    /// <exception cref="FormatException">The body is marked as base64, and is not.</exception>
    /// <exception cref="JsonException">The event is not JSON.</exception>
    public static ApiRequest Read(ReadOnlyMemory<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8.Span);
        byte[]? body = null;
        var isBase64 = false;
        var headers = new List<KeyValuePair<string, string>>();
        FieldError? fault = null;
        if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueSpan.SequenceEqual("body"u8))
                {
                    reader.Read();
                    body = ReadBody(ref reader, utf8.Span);
                }
                else if (reader.ValueSpan.SequenceEqual("isBase64Encoded"u8))
                {
                    isBase64 = ReadFlag(ref reader, ref fault);
                }
                else if (!RequestHeaders.TryRead(ref reader, headers, ref fault))
                {
                    fault ??= FieldError.Unknown(RequestHeaders.Text(ref reader), "must be left out: a direct invocation has body, headers, multiValueHeaders and isBase64Encoded");
                    reader.Skip();
                }
            }
        }

        // Without a body the event is the order itself, whose members are checked as an order's.
        if (body is not null && fault is not null)
        {
            throw new UnreadableEventException(fault);
        }

        return new ApiRequest
        {
            Shape = EventShape.Direct,
            Method = "POST",
            Path = ApiPath.Collection,
            Owner = Caller.Public,
            Headers = body is null ? [] : headers,
            Body = body is null ? utf8 : isBase64 ? Convert.FromBase64String(Encoding.UTF8.GetString(body)) : body,
        };
    }

    // A string is the body's JSON in quotes; an object or an array is the body itself.
    private static byte[] ReadBody(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return Encoding.UTF8.GetBytes(RequestHeaders.Text(ref reader));
        }

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return utf8[start..(int)reader.BytesConsumed].ToArray();
    }

    private static bool ReadFlag(ref Utf8JsonReader reader, ref FieldError? fault)
    {
        reader.Read();
        if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null))
        {
            fault ??= new FieldError("isBase64Encoded", ErrorCodes.Type, "must be true or false");
            reader.Skip();
        }

        return reader.TokenType == JsonTokenType.True;
    }
}

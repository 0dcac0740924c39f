using System.Text.Json;
using Amazon.Lambda.Serialization.SystemTextJson.Converters;

namespace Amazon.Lambda.Serialization.SystemTextJson;

internal ref partial struct EventReader
{
    /// <summary>Text. What is not valid in it becomes U+FFFD.</summary>
    public string? String()
    {
        if (IsNull())
        {
            return null;
        }

        Expect(JsonTokenType.String, "a string");
        try
        {
            return _json.GetString();
        }
        catch (InvalidOperationException)
        {
            return LenientText.Decode(_json.ValueSpan);
        }
    }

    /// <summary>Text that records repeat, such as a region: the same string each time.</summary>
    public string? Repeated() =>
        _json.TokenType is JsonTokenType.String && !_json.ValueIsEscaped ? _pool.Get(_json.ValueSpan) : String();

    /// <summary>Base64 text.</summary>
    public MemoryStream? Binary()
    {
        if (IsNull())
        {
            return null;
        }

        Expect(JsonTokenType.String, "a string");
        try
        {
            return _json.TryGetBytesFromBase64(out var bytes)
                ? new MemoryStream(bytes, 0, bytes.Length, writable: true, publiclyVisible: true)
                : throw Unexpected("base64");
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate.
            throw Unexpected("base64");
        }
    }

    /// <summary>True or false.</summary>
    public bool? Flag() => _json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Null => null,
        _ => throw Unexpected("true or false"),
    };

    /// <summary>A whole number; 0 for null.</summary>
    public long Integer()
    {
        if (IsNull())
        {
            return 0;
        }

        Expect(JsonTokenType.Number, "a number");
        return _json.TryGetInt64(out var value) ? value : throw Unexpected("a whole number of 64 bits");
    }

    /// <summary>Seconds since 1970, or ISO 8601 text; the earliest time for null.</summary>
    public DateTime Time()
    {
        if (IsNull())
        {
            return default;
        }

        if (_json.TokenType is JsonTokenType.String)
        {
            try
            {
                return _json.TryGetDateTime(out var time) ? time : throw Unexpected("a time");
            }
            catch (InvalidOperationException)
            {
                // A lone surrogate.
                throw Unexpected("a time");
            }
        }

        Expect(JsonTokenType.Number, "a time");
        return _json.TryGetDecimal(out var seconds) && seconds is >= -62_135_596_800m and < 253_402_300_800m
            ? DateTimeConverter.FromEpochSeconds(seconds)
            : throw Unexpected("a time");
    }

    /// <summary>Any value: text, a truth value, a number (<see cref="long"/>, else <see cref="double"/>), or JSON for what nests.</summary>
    public object? Any() => _json.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => String(),
        JsonTokenType.True or JsonTokenType.False => Flag(),
        JsonTokenType.Number when _json.TryGetInt64(out var integer) => integer,
        JsonTokenType.Number => _json.GetDouble(),
        _ => JsonElement.ParseValue(ref _json),
    };
}

using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text.Json;
using Amazon.Lambda.Serialization.SystemTextJson.Converters;

namespace Amazon.Lambda.Serialization.SystemTextJson.Json;

internal ref partial struct EventReader
{
    /// <summary>Text. What is not valid in it becomes U+FFFD.</summary>
    public string? String()
    {
        if (IsNull())
        {
            return null;
        }

        ExpectText("a string");
        Text(out var text);
        return text.ToString();
    }

    /// <summary>Text that records repeat, such as a region: the same string each time.</summary>
    public string? Repeated()
    {
        if (Peek() != '"')
        {
            return String();
        }

        Text(out var text);
        return Pooled(in text);
    }

    /// <summary>The string of a text that records repeat: the same each time.</summary>
    public readonly string Pooled(in RawText text) => text.IsEscaped ? text.ToString() : _pool.Get(text.Utf8);

    /// <summary>
    /// Takes a whole object of one member, whose name is one letter and whose value is text, as in <c>{"S":"web"}</c>: nearly all values of a
    /// stored item are written so. A few comparisons of eight bytes stand for the steps that lead to the text otherwise.
    /// </summary>
    /// <param name="name">The letter.</param>
    /// <param name="text">The text.</param>
    /// <returns>False where anything else stands here; the reader has not moved, and takes it as any other object.</returns>
    public bool TryText(byte name, out RawText text)
    {
        const ulong Form = 0x22_3A_22_00_22_7B; // {" ":" from the lowest byte on.
        var start = _at;
        if (_utf8.Length - start >= sizeof(ulong) && _depth < MaxDepth)
        {
            var eight = BinaryPrimitives.ReadUInt64LittleEndian(_utf8[start..]);
            if ((eight & 0xFF_FF_FF_FF_FF_FF) == (Form | ((ulong)name << 16)))
            {
                _at = start + 5;
                Text(out text);
                if (PeekOrEnd() == '}')
                {
                    _at++;
                    return true;
                }

                _at = start;
            }
        }

        text = default;
        return false;
    }

    /// <summary>Base64 text.</summary>
    public MemoryStream? Binary()
    {
        if (IsNull())
        {
            return null;
        }

        ExpectText("a string");
        var value = Value();
        try
        {
            return value.TryGetBytesFromBase64(out var bytes)
                ? new MemoryStream(bytes, 0, bytes.Length, writable: true, publiclyVisible: true)
                : throw Unlike(value, "base64");
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate.
            throw Unlike(value, "base64");
        }
    }

    /// <summary>True or false.</summary>
    public bool? Flag()
    {
        switch (Peek())
        {
            case (byte)'t':
                Literal("true"u8);
                return true;
            case (byte)'f':
                Literal("false"u8);
                return false;
            default:
                return IsNull() ? null : throw Unexpected("true or false");
        }
    }

    /// <summary>A whole number; 0 for null.</summary>
    public long Integer()
    {
        if (IsNull())
        {
            return 0;
        }

        ExpectNumber("a number");
        var start = _at;
        var number = Number();
        return Utf8Parser.TryParse(number, out long value, out var consumed) && consumed == number.Length
            ? value
            : throw Unlike(start, "a whole number of 64 bits");
    }

    /// <summary>Seconds since 1970, or ISO 8601 text; the earliest time for null.</summary>
    public DateTime Time()
    {
        if (IsNull())
        {
            return default;
        }

        if (Peek() != '"')
        {
            ExpectNumber("a time");
        }

        var value = Value();
        if (value.TokenType is JsonTokenType.String)
        {
            try
            {
                return value.TryGetDateTime(out var time) ? time : throw Unlike(value, "a time");
            }
            catch (InvalidOperationException)
            {
                // A lone surrogate.
                throw Unlike(value, "a time");
            }
        }

        return value.TryGetDecimal(out var seconds) && seconds is >= -62_135_596_800m and < 253_402_300_800m
            ? DateTimeConverter.FromEpochSeconds(seconds)
            : throw Unlike(value, "a time");
    }

    /// <summary>Any value: text, a truth value, a number (<see cref="long"/>, else <see cref="double"/>), or JSON for what nests.</summary>
    public object? Any()
    {
        switch (Peek())
        {
            case (byte)'"' or (byte)'n':
                return String();
            case (byte)'t' or (byte)'f':
                return Flag();
            case (byte)'{' or (byte)'[':
                var nested = Value();
                return JsonElement.ParseValue(ref nested);
            default:
                var number = Value();
                return number.TryGetInt64(out var integer) ? (object)integer : number.GetDouble();
        }
    }

    /// <summary>The current value, passed over and given to the framework's own reader: for what is rare, or hard to get right.</summary>
    private Utf8JsonReader Value()
    {
        var start = _at;
        Skip();
        Utf8JsonReader value = new(_utf8[start.._at], new JsonReaderOptions { MaxDepth = MaxDepth });
        value.Read();
        return value;
    }

    private readonly void ExpectText(string what)
    {
        if (Peek() != '"')
        {
            ThrowUnexpected(what);
        }
    }

    private readonly void ExpectNumber(string what)
    {
        if (Peek() is not ((byte)'-' or (>= (byte)'0' and <= (byte)'9')))
        {
            ThrowUnexpected(what);
        }
    }

    private readonly JsonException Unlike(Utf8JsonReader value, string expected) => Unlike(_at - (int)value.BytesConsumed, expected);

    private static JsonException Unlike(int at, string expected) =>
        new($"The event does not have the expected form: expected {expected} at byte {at}.");
}

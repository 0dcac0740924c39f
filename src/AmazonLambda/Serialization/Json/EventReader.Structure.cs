using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Json;

namespace Amazon.Lambda.Serialization.SystemTextJson.Json;

internal ref partial struct EventReader
{
    // A stored item nests 32 levels deep, at two levels of JSON each, inside six of the event's own.
    private const int MaxDepth = 128;

    /// <summary>Passes over the current value.</summary>
    public void Skip()
    {
        switch (Peek())
        {
            case (byte)'{':
                Enter((byte)'{', "an object");
                while (NextMember(out RawText _))
                {
                    Skip();
                }

                break;
            case (byte)'[':
                Enter((byte)'[', "an array");
                while (NextElement())
                {
                    Skip();
                }

                break;
            case (byte)'"':
                Text(out _);
                break;
            case (byte)'t':
                Literal("true"u8);
                break;
            case (byte)'f':
                Literal("false"u8);
                break;
            case (byte)'n':
                Literal("null"u8);
                break;
            default:
                Number();
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool NextMember(out RawText name)
    {
        if (!Next((byte)'}'))
        {
            name = default;
            return false;
        }

        Text(out name);
        SkipWhiteSpace();
        if (Peek() != ':')
        {
            ThrowMalformed();
        }

        _at++;
        SkipWhiteSpace();
        return true;
    }

    private bool NextElement() => Next((byte)']');

    /// <summary>Moves behind the comma to what follows, or behind the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Next(byte end)
    {
        SkipWhiteSpace();
        var next = Peek();
        if (next == end)
        {
            _at++;
            _depth--;
            _isFirst = false;
            return false;
        }

        if (!_isFirst)
        {
            if (next != ',')
            {
                ThrowMalformed();
            }

            _at++;
            SkipWhiteSpace();
        }

        _isFirst = false;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Enter(byte start, string what)
    {
        if (Peek() != start)
        {
            ThrowUnexpected(what);
        }

        if (++_depth > MaxDepth)
        {
            ThrowMalformed();
        }

        _at++;
        _isFirst = true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsNull()
    {
        if (Peek() != 'n')
        {
            return false;
        }

        Literal("null"u8);
        return true;
    }

    private void Literal(ReadOnlySpan<byte> literal)
    {
        if (!_utf8[_at..].StartsWith(literal))
        {
            ThrowMalformed();
        }

        _at += literal.Length;
    }

    /// <summary>What stands between the quotes of a string that must begin here.</summary>
    /// <remarks>An argument, as a result would be copied, which the processor waits for: it is written in smaller pieces than it is read.</remarks>
    private void Text(out RawText text)
    {
        if (Peek() != '"')
        {
            ThrowMalformed();
        }

        var start = ++_at;
        var escapes = 0;
        var seen = Vector128<byte>.Zero;
        while (true)
        {
            ToEndOfPlain(ref seen);
            if (Peek() == '"')
            {
                text = new RawText(_utf8[start.._at++], escapes, isAscii: seen.ExtractMostSignificantBits() == 0);
                return;
            }

            var escape = _at;
            Escape();
            escapes += _at - escape - 1;
        }
    }

    /// <summary>Moves to a quote, an escape, or a control character, which must be escaped.</summary>
    /// <param name="seen">Every byte on the way, and perhaps some behind.</param>
    /// <remarks>Inlined and by hand: most strings of an event are shorter than the call of a general search is long.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ToEndOfPlain(ref Vector128<byte> seen)
    {
        var at = _at;
        for (; at <= _utf8.Length - Vector128<byte>.Count; at += Vector128<byte>.Count)
        {
            var sixteen = Vector128.LoadUnsafe(in MemoryMarshal.GetReference(_utf8), (nuint)at);
            var ends = Vector128.Equals(sixteen, Vector128.Create((byte)'"')) | Vector128.Equals(sixteen, Vector128.Create((byte)'\\'))
                | Vector128.LessThan(sixteen, Vector128.Create((byte)' '));
            seen |= sixteen;
            if (ends != Vector128<byte>.Zero)
            {
                _at = at + BitOperations.TrailingZeroCount(ends.ExtractMostSignificantBits());
                return;
            }
        }

        for (; at < _utf8.Length && _utf8[at] is not ((byte)'"' or (byte)'\\' or < (byte)' '); at++)
        {
            seen |= Vector128.Create(_utf8[at]);
        }

        _at = at;
    }

    /// <summary>Passes over one escape.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Escape()
    {
        if (_at + 1 < _utf8.Length && _utf8[_at] == '\\' && _utf8[_at + 1] is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t')
        {
            _at += 2;
        }
        else
        {
            LongEscape();
        }
    }

    private void LongEscape()
    {
        if (_utf8[_at..] is [(byte)'\\', (byte)'u', var a, var b, var c, var d, ..]
            && char.IsAsciiHexDigit((char)a) && char.IsAsciiHexDigit((char)b) && char.IsAsciiHexDigit((char)c) && char.IsAsciiHexDigit((char)d))
        {
            _at += 6;
        }
        else
        {
            // A control character, or no escape that JSON has.
            ThrowMalformed();
        }
    }

    /// <summary>A number that must begin here, as it is written.</summary>
    private ReadOnlySpan<byte> Number()
    {
        var start = _at;
        if (Peek() == '-')
        {
            _at++;
        }

        if (Peek() == '0')
        {
            _at++;
        }
        else
        {
            Digits();
        }

        if (PeekOrEnd() == '.')
        {
            _at++;
            Digits();
        }

        if (PeekOrEnd() is 'e' or 'E')
        {
            _at++;
            if (PeekOrEnd() is '+' or '-')
            {
                _at++;
            }

            Digits();
        }

        return _utf8[start.._at];
    }

    private void Digits()
    {
        var start = _at;
        while (char.IsAsciiDigit(PeekOrEnd()))
        {
            _at++;
        }

        if (_at == start)
        {
            ThrowMalformed();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipWhiteSpace()
    {
        // Lambda sends none.
        if (_at < _utf8.Length && _utf8[_at] <= ' ')
        {
            SkipMore();
        }
    }

    private void SkipMore()
    {
        while (_at < _utf8.Length && _utf8[_at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            _at++;
        }
    }

    // What throws stands apart, or what calls it would not be inlined.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly byte Peek()
    {
        if ((uint)_at >= (uint)_utf8.Length)
        {
            ThrowMalformed();
        }

        return _utf8[_at];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly char PeekOrEnd() => _at < _utf8.Length ? (char)_utf8[_at] : '\0';

    [DoesNotReturn]
    private readonly void ThrowMalformed() => throw Malformed();

    [DoesNotReturn]
    private readonly void ThrowUnexpected(string expected) => throw Unexpected(expected);

    private readonly JsonException Unexpected(string expected) => StartsValue(Peek())
        ? new($"The event does not have the expected form: expected {expected} at byte {_at}.", RootMember(), lineNumber: null, bytePositionInLine: null)
        : Malformed();

    /// <summary>The path of the root's member in which the reader is, as <c>$.requestContext</c>; null outside of all.</summary>
    private readonly string? RootMember()
    {
        Utf8JsonReader reader = new(_utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        ReadOnlySpan<byte> name = default;
        try
        {
            while (reader.BytesConsumed < _at && reader.Read())
            {
                if (reader is { CurrentDepth: 1, TokenType: JsonTokenType.PropertyName })
                {
                    name = reader.ValueSpan;
                }
            }
        }
        catch (JsonException)
        {
            // What begins here is of the wrong kind and not valid either.
        }

        return name.IsEmpty ? null : $"$.{Encoding.UTF8.GetString(name)}";
    }

    private static bool StartsValue(byte first) => first is (byte)'{' or (byte)'[' or (byte)'"' or (byte)'t' or (byte)'f' or (byte)'n' or (byte)'-' or (>= (byte)'0' and <= (byte)'9');

    /// <summary>Tells the place as the framework's own reader would, which reads the document once more to find it.</summary>
    private readonly JsonException Malformed()
    {
        Utf8JsonReader reader = new(_utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read())
            {
            }
        }
        catch (JsonException exception)
        {
#pragma warning disable MA0054 // Not as the inner exception: the reader's own message quotes the byte it met.
            return new JsonException(
                $"The event is not valid JSON at line {exception.LineNumber}, byte {exception.BytePositionInLine}.",
                path: null,
                exception.LineNumber,
                exception.BytePositionInLine);
#pragma warning restore MA0054
        }

        return new JsonException($"The event is not valid JSON at byte {_at}.");
    }
}

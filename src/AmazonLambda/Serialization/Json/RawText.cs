using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Amazon.Lambda.Serialization.SystemTextJson.Json;

/// <summary>
/// What stands between the quotes of a JSON string, and what was seen of it on the way: whoever looks for its end knows how long its text is.
/// A string that holds no valid text must not cost a batch of records its neighbours, so what can't be read becomes U+FFFD, and the record is
/// left to be judged by itself.
/// </summary>
/// <param name="utf8">The bytes. Their escapes are complete, the reader has seen to that.</param>
/// <param name="escapes">By how many bytes the escapes are longer than the letters that they stand for.</param>
/// <param name="isAscii">Whether every byte is known to be ASCII.</param>
internal readonly ref struct RawText(ReadOnlySpan<byte> utf8, int escapes, bool isAscii)
{
    /// <summary>The bytes, which are the text in UTF-8 where nothing in it is escaped.</summary>
    public ReadOnlySpan<byte> Utf8 { get; } = utf8;

    /// <summary>Whether something in it is escaped.</summary>
    public bool IsEscaped => escapes > 0;

    /// <summary>The text.</summary>
    public override string ToString() =>
        isAscii && !IsEscaped ? string.Create(Utf8.Length, Utf8, static (letters, utf8) => Widen(utf8, letters))
        : isAscii ? string.Create(Utf8.Length - escapes, this, static (letters, text) => text.Decode(letters))
        : IsEscaped ? Decode()
        : Encoding.UTF8.GetString(Utf8);

    /// <summary>Copies ASCII. By hand, as in most strings of an event the call of a general method is longer than the text.</summary>
    private static void Widen(ReadOnlySpan<byte> ascii, Span<char> letters)
    {
        var to = MemoryMarshal.Cast<char, ushort>(letters);
        if (ascii.Length < sizeof(ulong))
        {
            for (var i = 0; i < ascii.Length && i < to.Length; i++)
            {
                to[i] = ascii[i];
            }

            return;
        }

        for (var at = 0; at <= ascii.Length - sizeof(ulong); at += sizeof(ulong))
        {
            Eight(ascii, to, at);
        }

        // The rest, and of what is there already as much as makes eight.
        Eight(ascii, to, ascii.Length - sizeof(ulong));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Eight(ReadOnlySpan<byte> ascii, Span<ushort> to, int at) =>
            Vector128.WidenLower(Vector128.CreateScalarUnsafe(BinaryPrimitives.ReadUInt64LittleEndian(ascii[at..])).AsByte()).CopyTo(to[at..]);
    }

    private string Decode()
    {
        // What stands between the quotes is never shorter than the text it stands for.
        var buffer = ArrayPool<char>.Shared.Rent(Utf8.Length);
        var text = new string(buffer, 0, Decode(buffer));
        ArrayPool<char>.Shared.Return(buffer);
        return text;
    }

    private int Decode(Span<char> letters)
    {
        var raw = Utf8;
        var length = 0;
        var hasSurrogateEscapes = false;
        while (!raw.IsEmpty)
        {
            var taken = CopyAscii(raw, letters[length..]);
            length += taken;
            raw = raw[taken..];
            if (raw is [(byte)'\\', ..])
            {
                var unescaped = Unescape(raw, out var consumed);
                hasSurrogateEscapes |= char.IsSurrogate(unescaped);
                letters[length++] = unescaped;
                raw = raw[consumed..];
            }
            else if (!raw.IsEmpty)
            {
                var escape = raw.IndexOf((byte)'\\');
                var other = escape < 0 ? raw : raw[..escape];
                length += Encoding.UTF8.GetChars(other, letters[length..]);
                raw = raw[other.Length..];
            }
        }

        if (hasSurrogateEscapes)
        {
            ReplaceLoneSurrogates(letters[..length]);
        }

        return length;
    }

    /// <summary>Copies what comes before an escape, or before a letter that is not ASCII: JSON within JSON has an escape at every few letters.</summary>
    /// <returns>How many letters.</returns>
    private static int CopyAscii(ReadOnlySpan<byte> raw, Span<char> to)
    {
        var at = 0;
        for (var last = Math.Min(raw.Length, to.Length) - Vector128<byte>.Count; at <= last; at += Vector128<byte>.Count)
        {
            var sixteen = Vector128.Create(raw[at..]);
            var (low, high) = Vector128.Widen(sixteen);
            var letters = MemoryMarshal.Cast<char, ushort>(to[at..]);
            // All of them, also behind the end: the next overwrite those.
            low.CopyTo(letters);
            high.CopyTo(letters[Vector128<ushort>.Count..]);
            var ends = Vector128.Equals(sixteen, Vector128.Create((byte)'\\')).ExtractMostSignificantBits() | sixteen.ExtractMostSignificantBits();
            if (ends != 0)
            {
                return at + BitOperations.TrailingZeroCount(ends);
            }
        }

        for (; at < raw.Length && raw[at] is not (byte)'\\' and < 0x80; at++)
        {
            to[at] = (char)raw[at];
        }

        return at;
    }

    private static char Unescape(ReadOnlySpan<byte> raw, out int consumed)
    {
        consumed = raw[1] == 'u' ? 6 : 2;
        return (char)raw[1] switch
        {
            'u' => (char)ushort.Parse(raw.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            var itself => itself,
        };
    }

    private static void ReplaceLoneSurrogates(Span<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                text[i] = '\uFFFD';
            }
        }
    }
}

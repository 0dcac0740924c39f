using System.Buffers;
using System.Globalization;
using System.Text;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>
/// Reads JSON strings that hold no valid text. One such string must not cost a batch of records its neighbours, so what can't be
/// read becomes U+FFFD, and the record is left to be judged by itself.
/// </summary>
internal static class LenientText
{
    /// <summary>The string's text.</summary>
    /// <param name="raw">What stands between the quotes; its escapes are complete, the reader has seen to that.</param>
    public static string Decode(ReadOnlySpan<byte> raw)
    {
        var buffer = ArrayPool<char>.Shared.Rent(raw.Length);
        var length = 0;
        while (!raw.IsEmpty)
        {
            var escape = raw.IndexOf((byte)'\\');
            var plain = escape < 0 ? raw : raw[..escape];
            length += Encoding.UTF8.GetChars(plain, buffer.AsSpan(length));
            raw = raw[plain.Length..];
            if (!raw.IsEmpty)
            {
                buffer[length++] = Unescape(raw, out var consumed);
                raw = raw[consumed..];
            }
        }

        ReplaceLoneSurrogates(buffer.AsSpan(0, length));
        var text = new string(buffer, 0, length);
        ArrayPool<char>.Shared.Return(buffer);
        return text;
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

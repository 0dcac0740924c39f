using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>
/// Gives the same string for the same short UTF-8 text, so that the attribute names, regions and ARNs that every record of every
/// batch repeats are made once. A text that finds its places taken by others takes one over: the pool never grows.
/// </summary>
internal sealed class StringPool
{
    private const int LongestBytes = 128;
    private const int Places = 512;
    private const int PlacesPerText = 4;

    private readonly Entry?[] _entries = new Entry?[Places];

    /// <summary>The text as a string; what is not valid UTF-8 becomes U+FFFD.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return string.Empty;
        }

        if (utf8.Length > LongestBytes)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var first = Place(utf8);
        var free = first;
        for (var i = 0; i < PlacesPerText; i++)
        {
            // Read once: another thread may put its own entry here meanwhile, and either is right.
            var place = (first + i) & (Places - 1);
            if (_entries[place] is not { } entry)
            {
                free = place;
                break;
            }

            if (utf8.SequenceEqual(entry.Utf8))
            {
                return entry.Text;
            }
        }

        var text = Encoding.UTF8.GetString(utf8);
        _entries[free] = new Entry(utf8.ToArray(), text);
        return text;
    }

    /// <summary>
    /// Where a text stands, by its length, its first eight bytes and its last eight. Texts that agree in those share four places; that is
    /// as bad as it gets, so nobody gains by making such.
    /// </summary>
    private static int Place(ReadOnlySpan<byte> utf8)
    {
        ulong mixed = (uint)utf8.Length;
        if (utf8.Length >= sizeof(ulong))
        {
            mixed ^= BinaryPrimitives.ReadUInt64LittleEndian(utf8) ^ BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(utf8[^sizeof(ulong)..]), 29);
        }
        else
        {
            foreach (var letter in utf8)
            {
                mixed = (mixed << 8) ^ letter;
            }
        }

        // Fibonacci hashing: the high bits of the product depend on all of the factor's.
        return (int)(unchecked(mixed * 0x9E37_79B9_7F4A_7C15) >> 55);
    }

    private sealed record Entry(byte[] Utf8, string Text);
}

using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Amazon.Lambda.Serialization.SystemTextJson.Json;

/// <summary>
/// Gives the same string for the same short UTF-8 text, so that the attribute names, regions and ARNs that every record of every
/// batch repeats are made once. A text that finds its places taken by others takes one over: the pool never grows. For one thread at a time.
/// </summary>
internal sealed class StringPool
{
    private const int LongestBytes = 128;
    private const int PlaceBits = 9;
    private const int Places = 1 << PlaceBits;
    private const int PlacesPerText = 4;

    private readonly Entry[] _entries = new Entry[Places];

    /// <summary>The text as a string; what is not valid UTF-8 becomes U+FFFD.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > LongestBytes)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var ends = Ends.Of(utf8);
        var first = ends.Place;
        var free = first;
        for (var i = 0; i < PlacesPerText; i++)
        {
            var place = (first + i) & (Places - 1);
            ref var entry = ref _entries[place];
            if (entry.Text is not { } known)
            {
                free = place;
                break;
            }

            // Of a longer text the middle counts, too; one that is not ASCII is made anew each time.
            if (entry.Ends == ends && (utf8.Length <= Ends.WholeBytes || Ascii.Equals(utf8, known)))
            {
                return known;
            }
        }

        var text = Encoding.UTF8.GetString(utf8);
        _entries[free] = new Entry(ends, text);
        return text;
    }

    /// <summary>
    /// A text's length, its first eight bytes and its last eight, which together are all of a text that is not long. Longer texts that agree in
    /// those share four places; that is as bad as it gets, so nobody gains by making such.
    /// </summary>
    private readonly record struct Ends(ulong First, ulong Last, int Length)
    {
        /// <summary>Up to here, texts with equal ends are equal.</summary>
        public const int WholeBytes = 2 * sizeof(ulong);

        /// <summary>Where the text stands. Fibonacci hashing: the high bits of the product depend on all of the factor's.</summary>
        public int Place
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => (int)(unchecked((First ^ BitOperations.RotateLeft(Last, 29) ^ (uint)Length) * 0x9E37_79B9_7F4A_7C15) >> (64 - PlaceBits));
        }

        // Of fewer bytes than are read at once, the two readings overlap.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Ends Of(ReadOnlySpan<byte> utf8) => utf8.Length switch
        {
            >= sizeof(ulong) => new(BinaryPrimitives.ReadUInt64LittleEndian(utf8), BinaryPrimitives.ReadUInt64LittleEndian(utf8[^sizeof(ulong)..]), utf8.Length),
            >= sizeof(uint) => new(BinaryPrimitives.ReadUInt32LittleEndian(utf8), BinaryPrimitives.ReadUInt32LittleEndian(utf8[^sizeof(uint)..]), utf8.Length),
            _ => new(utf8[0], utf8[utf8.Length / 2] | ((uint)utf8[^1] << 8), utf8.Length),
        };
    }

    private readonly record struct Entry(Ends Ends, string? Text);
}

using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Amazon.Lambda.Serialization.SystemTextJson.Json;

/// <summary>
/// Returns the same string for the same short UTF-8 text, so that attribute names, regions and ARNs, which every record repeats, are created
/// once. A text whose places are taken replaces one of them: the pool never grows. Not thread-safe.
/// </summary>
internal sealed class StringPool
{
    private const int LongestBytes = 128;
    private const int PlaceBits = 9;
    private const int Places = 1 << PlaceBits;
    private const int PlacesPerText = 4;

    private readonly Entry[] _entries = new Entry[Places];

    /// <summary>Returns the text as a string; invalid UTF-8 becomes U+FFFD.</summary>
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

            // For a longer text the middle is compared too; a text that is not ASCII is created anew each time.
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
    /// A text's length, its first eight bytes and its last eight, which together are all of a short text. Longer texts with equal ends share four
    /// places. That is the worst case, so an attacker gains nothing by sending such texts.
    /// </summary>
    private readonly record struct Ends(ulong First, ulong Last, int Length)
    {
        /// <summary>The maximum length at which texts with equal ends are equal.</summary>
        public const int WholeBytes = 2 * sizeof(ulong);

        /// <summary>The text's place. Fibonacci hashing: the high bits of the product depend on all bits of the factor.</summary>
        public int Place
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => (int)(unchecked((First ^ BitOperations.RotateLeft(Last, 29) ^ (uint)Length) * 0x9E37_79B9_7F4A_7C15) >> (64 - PlaceBits));
        }

        // If there are fewer bytes than are read at once, the two reads overlap.
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

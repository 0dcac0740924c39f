using System.Text;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>
/// Gives the same string for the same short UTF-8 text, so that the attribute names, regions and ARNs that every record of every
/// batch repeats are made once. A text that meets another's place takes it: the pool never grows.
/// </summary>
internal sealed class StringPool
{
    private const int LongestBytes = 128;
    private const int Places = 256;

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

        HashCode hash = default;
        hash.AddBytes(utf8);
        ref var place = ref _entries[(uint)hash.ToHashCode() % Places];

        // Read once: another thread may put its own entry here meanwhile, and either is right.
        if (place is { } entry && utf8.SequenceEqual(entry.Utf8))
        {
            return entry.Text;
        }

        var text = Encoding.UTF8.GetString(utf8);
        place = new Entry(utf8.ToArray(), text);
        return text;
    }

    private sealed record Entry(byte[] Utf8, string Text);
}

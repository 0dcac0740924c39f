using System.Security.Cryptography;

namespace Orders.Settings;

/// <summary>The system's random source, for the compositions only; all other code is passed its random source.</summary>
public static class SystemRandomness
{
    /// <summary>Returns a number uniform in [0, 1), from 53 random bits.</summary>
    public static double NextDouble()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        Fill(bytes);
        return (BitConverter.ToUInt64(bytes) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Fills the whole buffer.</summary>
    public static void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
}

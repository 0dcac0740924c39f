using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Orders.Tests.Faults.Fuzzing.Campaigns;

/// <summary>
/// Which edges of the code an input reached, where the code is a copy that SharpFuzz has instrumented: it counts them in a map as
/// AFL's, by a previous place that all threads share, so one thread runs inputs.
/// </summary>
internal static unsafe class Coverage
{
    private const int Places = 1 << 16;

    private static readonly byte[] Reached = new byte[Places];

    private static byte* _map;

    /// <summary>Whether the code counts.</summary>
    public static bool IsOn => _map is not null;

    /// <summary>How many edges were reached so far.</summary>
    public static int Edges => Reached.Count(static bits => bits != 0);

    /// <summary>Instrumented code counts from its first branch on, so the map must be there before any of it runs.</summary>
    [ModuleInitializer]
    internal static void Map()
    {
        if (Environment.GetEnvironmentVariable("ORDERS_FUZZ_INSTRUMENTED") is { Length: > 0 })
        {
            _map = (byte*)NativeMemory.AllocZeroed(Places);
            Trace.SharedMem = _map;
        }
    }

    /// <summary>Before an input.</summary>
    public static void Begin()
    {
        NativeMemory.Clear(_map, Places);
        Trace.PrevLocation = 0;
    }

    /// <summary>Adds what an input reached to all that was reached.</summary>
    /// <returns>Whether there was an edge among it that no input had reached, or none as often.</returns>
    public static bool KeepsNew()
    {
        var isNew = false;
        for (var i = 0; i < Places; i++)
        {
            if (_map[i] != 0)
            {
                var bucket = (byte)(1 << Math.Min(7, (int)Math.Log2(_map[i])));
                isNew |= (Reached[i] & bucket) == 0;
                Reached[i] |= bucket;
            }
        }

        return isNew;
    }
}

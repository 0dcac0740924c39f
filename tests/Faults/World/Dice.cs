namespace Orders.Tests.Faults.World;

/// <summary>All chance of a run: the same seed throws the same numbers on every machine (SplitMix64, Steele et al. 2014).</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Uniform over all numbers of 64 bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, <paramref name="below"/>).</summary>
    public int Below(int below) => (int)(Next() % (ulong)below);

    /// <summary>True at a rate.</summary>
    public bool Hits(double rate) => rate > 0 && NextDouble() < rate;

    /// <summary>Uniform between two times.</summary>
    public TimeSpan Between(TimeSpan min, TimeSpan max) => min + (max - min) * NextDouble();

    /// <summary>One of these.</summary>
    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>Random bytes.</summary>
    public void Fill(Span<byte> destination)
    {
        foreach (ref var b in destination)
        {
            b = unchecked((byte)Next());
        }
    }

    /// <summary>A random UUID.</summary>
    public string Id()
    {
        Span<byte> bytes = stackalloc byte[16];
        Fill(bytes);
        return new Guid(bytes).ToString();
    }

    /// <summary>The same things in a random order.</summary>
    public List<T> Shuffled<T>(IEnumerable<T> things)
    {
        var list = things.ToList();
        for (var i = list.Count - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (list[i], list[j]) = (list[j], list[i]);
        }

        return list;
    }
}

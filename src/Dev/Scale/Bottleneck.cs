namespace Orders.Dev.Scale;

/// <summary>How much of what is wanted gets through, and the narrowest limit on its way.</summary>
internal struct Bottleneck(double wanted)
{
    /// <summary>What gets through.</summary>
    public double Through { get; private set; } = wanted;

    /// <summary>What let no more through; <see cref="ScaleLimit.None"/> where all of it gets through.</summary>
    public ScaleLimit Limit { get; private set; }

    /// <summary>Nothing beyond <paramref name="most"/> gets through here.</summary>
    public void Narrow(double most, ScaleLimit limit)
    {
        // Adding up leaves a rest that is none.
        if (most < Through * (1 - 1e-9))
        {
            (Through, Limit) = (Math.Max(0, most), limit);
        }
    }
}

namespace Orders.Benchmarks.Functions.Measuring;

/// <summary>A figure over all rounds.</summary>
/// <param name="Median">The middle round.</param>
/// <param name="Low">A quarter of the rounds showed less.</param>
/// <param name="High">A quarter of the rounds showed more.</param>
internal sealed record Spread(double Median, double Low, double High)
{
    /// <summary>The spread of what the rounds showed; null where none showed it.</summary>
    public static Spread? Of(IEnumerable<double?> values)
    {
        var sorted = values.OfType<double>().Order().ToList();
        return sorted.Count == 0
            ? null
            : new Spread(At(sorted, 0.5), At(sorted, 0.25), At(sorted, 0.75));
    }

    private static double At(List<double> sorted, double share)
    {
        var place = share * (sorted.Count - 1);
        var below = sorted[(int)place];
        return Math.Round(below + ((sorted[(int)Math.Ceiling(place)] - below) * (place - Math.Floor(place))), 3);
    }
}

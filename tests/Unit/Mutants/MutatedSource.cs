namespace Orders.Tests.Unit.Mutants;

/// <summary>Source text that has all mutants of a file. An environment variable chooses one at run time, so that all are compiled once.</summary>
internal static class MutatedSource
{
    /// <summary>The variable that has the id of the mutant to run; without it the program is as it was.</summary>
    public const string Variable = "ORDERS_MUTANT";

    /// <summary>What each source with a mutant asks whether that was chosen.</summary>
    public const string Switch = $$"""

        file static class PlantedMutant
        {
            private static readonly string? Chosen = System.Environment.GetEnvironmentVariable("{{Variable}}");

            public static bool Is(string id) => id == Chosen;
        }

        """;

    /// <summary>Plants the mutants.</summary>
    /// <exception cref="InvalidOperationException">An original does not occur exactly once, or overlaps another.</exception>
    public static string Of(string source, IEnumerable<Mutant> mutants)
    {
        foreach (var place in mutants.GroupBy(static mutant => mutant.Original))
        {
            if (source.Split(place.Key).Length != 2)
            {
                throw new InvalidOperationException(
                    $"{place.First().File} must have the original text of mutant {place.First().Id} exactly once, apart from other mutants: {place.Key}");
            }

            source = source.Replace(place.Key, place.Aggregate(Original(place.First()), Choice), StringComparison.Ordinal);
        }

        return source + Switch;
    }

    private static string Original(Mutant mutant) => mutant.IsStatement ? $"{{ {mutant.Original} }}" : $"({mutant.Original})";

    private static string Choice(string otherwise, Mutant mutant) => mutant.IsStatement
        ? $"if (PlantedMutant.Is(\"{mutant.Id}\")) {{ {mutant.Replacement} }} else {otherwise}"
        : $"(PlantedMutant.Is(\"{mutant.Id}\") ? ({mutant.Replacement}) : {otherwise})";
}

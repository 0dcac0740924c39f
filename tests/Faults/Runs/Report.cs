using Orders.Tests.Faults.Services;

namespace Orders.Tests.Faults.Runs;

/// <summary>What is said of a seed that broke a guarantee.</summary>
internal static class Report
{
    public static string Of(ulong seed, Func<Plant> plant)
    {
        string? text = null;
        // A thread of its own, as in the search.
        var thread = new Thread(() =>
        {
            var simulation = new Simulation();
            var small = new Shrinker(simulation, plant).Shrink(Scenario.Of(seed));
            var verdict = simulation.Run(small, plant(), keepsHistory: true);
            text = $"""
                Seed {seed} breaks a guarantee. To see it again: ./orders test faults --seed {seed}
                {string.Join('\n', verdict.Violations)}
                The shrunk history, with {small.Rates}:
                {string.Join('\n', verdict.History)}
                """;
        });
        thread.Start();
        thread.Join();
        return text!;
    }
}

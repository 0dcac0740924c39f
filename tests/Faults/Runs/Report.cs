using Orders.Tests.Faults.Services;

namespace Orders.Tests.Faults.Runs;

/// <summary>What is said of a seed that broke a guarantee.</summary>
internal static class Report
{
    /// <summary>The guarantees that the seed broke, as it is; shrinking takes many runs, and some bugs make a run long.</summary>
    public static IReadOnlyList<string> ViolationsOf(ulong seed, Func<Plant> plant) => OnItsOwnThread(() => new Simulation().Run(Scenario.Of(seed), plant()).Violations);

    public static string Of(ulong seed, Func<Plant> plant) => OnItsOwnThread(() =>
    {
        var simulation = new Simulation();
        var small = new Shrinker(simulation, plant).Shrink(Scenario.Of(seed));
        var verdict = simulation.Run(small, plant(), keepsHistory: true);
        return $"""
            Seed {seed} breaks a guarantee. To see it again: ./orders test faults --seed {seed}
            {string.Join('\n', verdict.Violations)}
            The shrunk history, with {small.Rates}:
            {string.Join('\n', verdict.History)}
            """;
    });

    // As in the search: a test's thread has a context that would take continuations elsewhere.
    private static T OnItsOwnThread<T>(Func<T> run)
    {
        T? result = default;
        var thread = new Thread(() => result = run());
        thread.Start();
        thread.Join();
        return result!;
    }
}

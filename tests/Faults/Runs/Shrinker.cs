using Orders.Tests.Faults.Services;

namespace Orders.Tests.Faults.Runs;

/// <summary>Makes a failing scenario small: fewer steps, fewer kinds of faults, as long as it still fails.</summary>
internal sealed class Shrinker(Simulation simulation, Func<Plant> plant)
{
    public Scenario Shrink(Scenario failing)
    {
        for (var smaller = Smaller(failing); smaller is not null; smaller = Smaller(failing))
        {
            failing = smaller;
        }

        return failing;
    }

    private Scenario? Smaller(Scenario scenario) =>
        WithFewerSteps(scenario).Concat(scenario.Rates.WithOneLess().Select(rates => scenario with { Rates = rates })).FirstOrDefault(Fails);

    // Halves first, then single steps.
    private static IEnumerable<Scenario> WithFewerSteps(Scenario scenario)
    {
        for (var size = scenario.Steps.Count / 2; size >= 1; size /= 2)
        {
            for (var from = 0; from < scenario.Steps.Count; from += size)
            {
                yield return scenario with { Steps = [.. scenario.Steps.Take(from), .. scenario.Steps.Skip(from + size)] };
            }
        }
    }

    private bool Fails(Scenario scenario) => !simulation.Run(scenario, plant()).Holds;
}

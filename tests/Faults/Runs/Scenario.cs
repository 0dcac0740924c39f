using Orders.Tests.Faults.Clients;
using Orders.Tests.Faults.World;

namespace Orders.Tests.Faults.Runs;

/// <summary>All that decides a run.</summary>
/// <param name="Seed">Chance.</param>
/// <param name="Rates">What goes wrong, and how often.</param>
/// <param name="Steps">What the outside does.</param>
internal sealed record Scenario(ulong Seed, FaultRates Rates, IReadOnlyList<Step> Steps)
{
    /// <summary>The scenario of a seed.</summary>
    public static Scenario Of(ulong seed)
    {
        var dice = new Dice(seed);
        return new Scenario(seed, FaultRates.Draw(dice), new Script(dice).Draw());
    }
}

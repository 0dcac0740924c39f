using Orders.Tests.Faults.Checks;
using Orders.Tests.Faults.Clients;
using Orders.Tests.Faults.Functions;
using Orders.Tests.Faults.Services;
using Orders.Tests.Faults.World;

namespace Orders.Tests.Faults.Runs;

/// <summary>How a run went.</summary>
/// <param name="Violations">Each guarantee that did not hold.</param>
/// <param name="History">All that happened, where it was kept.</param>
internal sealed record Verdict(IReadOnlyList<string> Violations, IReadOnlyList<string> History)
{
    public bool Holds => Violations.Count == 0;
}

/// <summary>Runs scenarios: faults while the outside does its steps, then none, until all has come to rest.</summary>
internal sealed class Simulation
{
    // As long as all receives of a message take that is never handled, and as long again for what an operator sent back meanwhile.
    private static readonly TimeSpan Rest = TimeSpan.FromHours(36);

    private readonly SdkClients _clients = new();

    public Verdict Run(Scenario scenario, Plant plant, bool keepsHistory = false)
    {
        _clients.Begin();
        var universe = new Universe(scenario.Seed, scenario.Rates, keepsHistory);
        var pipeline = new Pipeline(universe, plant, _clients);
        var outside = new Outside(universe, pipeline);
        pipeline.OrdersMapping.Start();
        pipeline.StreamMapping.Start();
        outside.Do(scenario.Steps);

        var last = scenario.Steps.Select(static step => step is TakeDynamoDbAway outage ? outage.At + outage.For : step.At).DefaultIfEmpty().Max();
        universe.RunUntil(Universe.Start + last + TimeSpan.FromMinutes(1));
        universe.StopFaults();
        universe.RunUntil(universe.Now + Rest);
        Judge.NobodyWaitsForABrokenQueue(universe, pipeline);
        pipeline.RepairConsumers();
        pipeline.ReplayQuarantined();
        universe.RunUntil(universe.Now + TimeSpan.FromMinutes(10));
        new Judge(universe, pipeline, outside, scenario.Rates).Check();
        return new Verdict(universe.Violations, universe.History);
    }
}

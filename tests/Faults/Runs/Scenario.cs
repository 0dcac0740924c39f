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
        var rates = FaultRates.Draw(dice);
        var steps = new Script(dice).Draw();
        if (steps.Any(static step => step is TakeDynamoDbAway))
        {
            rates = DuringAnOutage(rates);
        }
        else if (steps.Any(static step => step is BreakConsumer) && dice.Below(2) == 0)
        {
            // Nothing else delays an event then, so that the others' delay can be judged.
            rates = FaultRates.None;
        }

        return new Scenario(seed, rates, steps);
    }

    // The promise about outages of DynamoDB is for the receives that backoff allows: SQS takes each new visibility timeout, and delivers no message early.
    private static FaultRates DuringAnOutage(FaultRates rates) =>
        rates with { DeliverAgain = 0, ThrottledInvocation = 0, Outage = 0, FailBefore = rates.FailBefore / 6 };
}

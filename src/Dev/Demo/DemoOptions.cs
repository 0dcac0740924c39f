namespace Orders.Dev.Demo;

/// <summary>The load and the disturbances of a demo run.</summary>
/// <param name="Orders">The number of different orders.</param>
/// <param name="Seed">The seed of everything random.</param>
internal sealed record DemoOptions(int Orders, int Seed)
{
    /// <summary>The share of the functions' calls that fail, from 0 to 0.5.</summary>
    public double Faults { get; init; }

    /// <summary>The number of function processes to kill; half-way, the DynamoDB emulator is killed too.</summary>
    public int Kills { get; init; }

    /// <summary>Whether the queue of one consumer breaks for part of the run, is repaired, and its events are replayed.</summary>
    public bool BreaksConsumer { get; init; }

    /// <summary>Whether the run is disturbed.</summary>
    public bool IsDisturbed => Faults > 0 || Kills > 0 || BreaksConsumer;
}

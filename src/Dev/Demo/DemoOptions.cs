namespace Orders.Dev.Demo;

/// <summary>What a demo run sends, and what it must withstand.</summary>
/// <param name="Orders">How many different orders.</param>
/// <param name="Seed">Decides all else.</param>
internal sealed record DemoOptions(int Orders, int Seed)
{
    /// <summary>The share of the functions' calls that go wrong, from 0 to 0.5.</summary>
    public double Faults { get; init; }

    /// <summary>How many processes of functions are killed; half-way, the DynamoDB emulator is, too.</summary>
    public int Kills { get; init; }

    /// <summary>Whether the queue of one consumer breaks for part of the run, is repaired and replayed.</summary>
    public bool BreaksConsumer { get; init; }

    /// <summary>Whether the run must withstand anything.</summary>
    public bool IsDisturbed => Faults > 0 || Kills > 0 || BreaksConsumer;
}

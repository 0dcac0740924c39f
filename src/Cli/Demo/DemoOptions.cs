namespace Orders.Cli.Demo;

/// <summary>What a demo run sends.</summary>
/// <param name="Orders">How many different orders.</param>
/// <param name="Seed">Decides all else.</param>
internal sealed record DemoOptions(int Orders, int Seed);

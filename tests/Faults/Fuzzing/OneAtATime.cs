namespace Orders.Tests.Faults.Fuzzing;

/// <summary>What is held to a time has the machine to itself, as far as these tests go.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneAtATime
{
    public const string Name = "one at a time";
}

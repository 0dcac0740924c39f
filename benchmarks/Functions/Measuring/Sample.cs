namespace Orders.Benchmarks.Functions.Measuring;

/// <summary>What one round showed.</summary>
internal sealed record Sample
{
    /// <summary>From the start of the process to its first <c>next</c>.</summary>
    public double InitMs { get; init; }

    public double InitCpuMs { get; init; }

    /// <summary>From the start of the process to its first result.</summary>
    public double ColdMs { get; init; }

    public double ColdCpuMs { get; init; }

    /// <summary>Of one invocation, all that the process does between two <c>next</c>.</summary>
    public double? WarmCpuUs { get; init; }

    /// <summary>From an event to its result; the median.</summary>
    public double? WarmMs { get; init; }

    public double? WarmP99Ms { get; init; }

    public double PeakMemoryMb { get; init; }
}

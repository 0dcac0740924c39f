using Orders.Benchmarks.Functions.Subjects;

namespace Orders.Benchmarks.Functions.Measuring;

/// <summary>What all rounds of one subject showed.</summary>
internal sealed record Result
{
    public required string Name { get; init; }

    public required string Event { get; init; }

    public required Connection Connection { get; init; }

    public int EventBytes { get; init; }

    public int? Orders { get; init; }

    public Spread? InitMs { get; init; }

    public Spread? InitCpuMs { get; init; }

    public Spread? ColdMs { get; init; }

    public Spread? ColdCpuMs { get; init; }

    public Spread? WarmCpuUs { get; init; }

    public Spread? WarmMs { get; init; }

    public Spread? WarmP99Ms { get; init; }

    public Spread? PeakMemoryMb { get; init; }

    /// <summary>What the binary takes in a zip, with what lies beside it in a package.</summary>
    public double ZipMb { get; init; }

    public static Result Of(Subject subject, IReadOnlyList<Sample> samples, double zipMb) => new()
    {
        Name = subject.Name,
        Event = subject.Event,
        Connection = subject.Connection,
        EventBytes = subject.Payload.Length,
        Orders = subject.Orders,
        InitMs = Spread.Of(samples.Select(static sample => (double?)sample.InitMs)),
        InitCpuMs = Spread.Of(samples.Select(static sample => (double?)sample.InitCpuMs)),
        ColdMs = Spread.Of(samples.Select(static sample => (double?)sample.ColdMs)),
        ColdCpuMs = Spread.Of(samples.Select(static sample => (double?)sample.ColdCpuMs)),
        WarmCpuUs = Spread.Of(samples.Select(static sample => sample.WarmCpuUs)),
        WarmMs = Spread.Of(samples.Select(static sample => sample.WarmMs)),
        WarmP99Ms = Spread.Of(samples.Select(static sample => sample.WarmP99Ms)),
        PeakMemoryMb = Spread.Of(samples.Select(static sample => (double?)sample.PeakMemoryMb)),
        ZipMb = zipMb,
    };
}

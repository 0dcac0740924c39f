using Orders.Benchmarks.Functions.Measuring;
using Orders.Benchmarks.Functions.Subjects;

namespace Orders.Benchmarks.Functions.Reporting;

/// <summary>One figure as a multiple of another in the same run, so that it says the same on any machine.</summary>
/// <param name="Name">What is compared.</param>
/// <param name="Value">The multiple.</param>
internal sealed record Ratio(string Name, double Value)
{
    /// <summary>The multiples that are watched, of what was measured.</summary>
    public static IReadOnlyList<Ratio> Of(IReadOnlyList<Result> results)
    {
        var ratios = new List<Ratio>();
        foreach (var parsed in results.Where(static result => result.Name == "parse only"))
        {
            if (results.FirstOrDefault(result => result.Name == "floor" && result.Event == parsed.Event) is not { } floor)
            {
                continue;
            }

            ratios.Add(Times($"warm CPU, {parsed.Event}: parse only to floor", parsed.WarmCpuUs, floor.WarmCpuUs));
            ratios.Add(Times($"init CPU, {parsed.Event}: parse only to floor", parsed.InitCpuMs, floor.InitCpuMs));
        }

        foreach (var amazon in results.Where(static result => result.Connection == Connection.AmazonRoots))
        {
            foreach (var (connection, roots) in (ReadOnlySpan<(Connection, string)>)
                [(Connection.SystemRoots, "the system's bundle"), (Connection.SystemRootsAndFolder, "the system's bundle and folder")])
            {
                if (results.FirstOrDefault(result => result.Name == amazon.Name && result.Connection == connection) is { } system)
                {
                    ratios.Add(Times($"cold CPU with TLS, {amazon.Name}: Amazon's roots to {roots}", amazon.ColdCpuMs, system.ColdCpuMs));
                }
            }
        }

        foreach (var peer in results.Where(static result => result.Name.EndsWith(" processor", StringComparison.Ordinal)))
        {
            var isCold = peer.WarmCpuUs is null;
            if (results.FirstOrDefault(result => result.Name == "processor" && result.Event == peer.Event && result.Connection == (isCold ? Connection.AmazonRoots : Connection.Plain)) is { } ours)
            {
                ratios.Add(isCold
                    ? Times($"cold CPU with TLS, {peer.Event}: processor to the {peer.Name}", ours.ColdCpuMs, peer.ColdCpuMs)
                    : Times($"warm CPU, {peer.Event}: processor to the {peer.Name}", ours.WarmCpuUs, peer.WarmCpuUs));
            }
        }

        if (results.FirstOrDefault(static result => result.Name == "floor" && result.Event.StartsWith("SQS", StringComparison.Ordinal)) is not { } floorOfSqs)
        {
            return ratios;
        }

        foreach (var whole in results.Where(static result => result.Connection == Connection.Plain && !result.Name.EndsWith(" processor", StringComparison.Ordinal)))
        {
            ratios.Add(Times($"warm CPU, {whole.Name}, {whole.Event}: to the floor's SQS batch", whole.WarmCpuUs, floorOfSqs.WarmCpuUs));
        }

        return ratios;
    }

    private static Ratio Times(string name, Spread? one, Spread? other) => new(name, Math.Round(one!.Median / other!.Median, 2));
}

namespace Orders.Operations.WebConsole.Live;

/// <summary>A range of the charts.</summary>
/// <param name="Name">Its name, for people and in requests.</param>
/// <param name="Period">The length of each of its <see cref="History.Periods"/> periods.</param>
internal sealed record ChartRange(string Name, TimeSpan Period)
{
    private static readonly ChartRange[] OnAws = [new("1 h", TimeSpan.FromMinutes(1)), new("3 h", TimeSpan.FromMinutes(3)), new("12 h", TimeSpan.FromMinutes(12)), new("24 h", TimeSpan.FromMinutes(24))];

    // A local pipeline keeps its metrics for three hours, and has them by the second.
    private static readonly ChartRange[] Local = [new("5 min", TimeSpan.FromSeconds(5)), .. OnAws[..2]];

    /// <summary>Returns the ranges; the first is shown at first. On AWS metrics have a resolution of one minute.</summary>
    public static IReadOnlyList<ChartRange> All(bool isLocal) => isLocal ? Local : OnAws;
}

using System.Globalization;
using Orders.Benchmarks.Functions.Measuring;
using Orders.Benchmarks.Functions.Subjects;
using ScottPlot;

namespace Orders.Benchmarks.Functions.Reporting;

/// <summary>The charts of docs/performance.md, as SVG.</summary>
internal static class Charts
{
    private static readonly (Connection Connection, string Name, Color Color)[] Connections =
    [
        (Connection.Plain, "no TLS", Colors.SteelBlue),
        (Connection.AmazonRoots, "TLS, Amazon's roots", Colors.SeaGreen),
        (Connection.SystemRoots, "TLS, the system's bundle", Colors.IndianRed),
        (Connection.SystemRootsAndFolder, "TLS, its bundle and folder", Colors.DarkRed),
    ];

    /// <summary>Draws all of them.</summary>
    /// <param name="report">What was measured.</param>
    /// <param name="folder">Where they go.</param>
    public static void Write(Report report, string folder)
    {
        Directory.CreateDirectory(folder);
        Cold(report.Results, Path.Combine(folder, "cold-cpu.svg"));
        Warm(report.Results, Path.Combine(folder, "warm-cpu.svg"));
    }

    // From the start of the process to its first answer: each function with its own event, by each kind of connection.
    private static void Cold(IReadOnlyList<Result> results, string file)
    {
        List<Bar> bars = [];
        List<Tick> ticks = [];
        foreach (var function in results.Where(static result => result.Connection == Connection.AmazonRoots).Reverse())
        {
            var first = bars.Count + ticks.Count;
            foreach (var (connection, _, color) in Connections.Reverse())
            {
                if (results.FirstOrDefault(result => result.Name == function.Name && result.Connection == connection)?.ColdCpuMs is { } cold)
                {
                    bars.Add(Bar(bars.Count + ticks.Count, cold.Median, color));
                }
            }

            ticks.Add(new Tick((first + bars.Count + ticks.Count - 1) / 2.0, function.Name));
        }

        using var plot = Horizontal("CPU of a cold start, ms", bars, ticks);
        plot.Legend.ManualItems.AddRange(Connections.Select(static kind => new LegendItem { LabelText = kind.Name, FillColor = kind.Color }));
        plot.Legend.Orientation = Orientation.Horizontal;
        plot.ShowLegend(Edge.Bottom);
        Save(plot, file, height: 420);
    }

    // A warm invocation's CPU, for each order or change of its event.
    private static void Warm(IReadOnlyList<Result> results, string file)
    {
        List<Bar> bars = [];
        List<Tick> ticks = [];
        foreach (var result in results.Where(static result => result is { Connection: Connection.Plain, WarmCpuUs: not null, Orders: not null })
            .OrderBy(static result => result.Name, StringComparer.Ordinal).ThenBy(static result => result.Orders).Reverse())
        {
            ticks.Add(new Tick(bars.Count, $"{result.Name}, {result.Event}"));
            bars.Add(Bar(bars.Count, result.WarmCpuUs!.Median / result.Orders!.Value, Colors.SteelBlue));
        }

        using var plot = Horizontal("Warm CPU, µs an order or change", bars, ticks);
        Save(plot, file, height: 340);
    }

    private static Bar Bar(double position, double value, Color color) => new()
    {
        Position = position,
        Value = value,
        FillColor = color,
        LineWidth = 0,
        Orientation = Orientation.Horizontal,
        Label = value.ToString("N0", CultureInfo.InvariantCulture),
    };

    private static Plot Horizontal(string title, List<Bar> bars, List<Tick> ticks)
    {
        var plot = new Plot();
        plot.Add.Bars(bars);
        plot.Axes.Left.SetTicks([.. ticks.Select(static tick => tick.Position)], [.. ticks.Select(static tick => tick.Label)]);
        plot.Axes.Margins(left: 0, right: 0.1);
        plot.HideGrid();
        plot.Title(title);
        return plot;
    }

    private static void Save(Plot plot, string file, int height)
    {
        // Whatever fonts the machine has: who looks at it has others.
        var font = plot.Axes.Title.Label.FontName;
        File.WriteAllText(file, plot.GetSvgXml(820, height).Replace($"font-family=\"{font}\"", "font-family=\"sans-serif\"", StringComparison.Ordinal));
    }
}

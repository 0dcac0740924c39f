using System.Globalization;
using Orders.Benchmarks.Functions.Measuring;
using Orders.Benchmarks.Functions.Subjects;
using Spectre.Console;

namespace Orders.Benchmarks.Functions.Reporting;

/// <summary>A report for a terminal.</summary>
internal static class Tables
{
    public static void Write(IAnsiConsole console, Report report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("function", "event", "calls by");
        foreach (var title in (string[])["init ms", "cold ms", "cold CPU ms", "warm CPU µs", "spread", "µs an order", "latency ms", "peak MB", "zip MB"])
        {
            table.AddColumn(new TableColumn(title).RightAligned().NoWrap());
        }

        foreach (var result in report.Results)
        {
            table.AddRow(
                result.Name, result.Event, Calls(result.Connection), Number(result.InitMs?.Median, "F1"), Number(result.ColdMs?.Median, "F1"),
                Number(result.ColdCpuMs?.Median, "F1"), Number(result.WarmCpuUs?.Median, "F0"), Spread(result.WarmCpuUs),
                Number(result.WarmCpuUs?.Median / result.Orders, "F0"), Number(result.WarmMs?.Median, "F2"), Number(result.PeakMemoryMb?.Median, "F1"), Number(result.ZipMb, "F2"));
        }

        console.Write(table);
        var ratios = new Table().Border(TableBorder.Simple).AddColumn("ratio in this run").AddColumn(new TableColumn("times").RightAligned());
        foreach (var ratio in report.Ratios)
        {
            ratios.AddRow(ratio.Name, Number(ratio.Value, "F2"));
        }

        console.Write(ratios);
        console.WriteLine($"Medians of {report.Rounds} rounds on {(report.Cores == 1 ? "one core" : $"{report.Cores} cores, not pinned to one")}; spread: half of the rounds.");
    }

    private static string Calls(Connection connection) => connection switch
    {
        Connection.None => "-",
        Connection.Plain => "HTTP",
        Connection.AmazonRoots => "TLS, Amazon's roots",
        Connection.SystemRoots => "TLS, the system's bundle",
        _ => "TLS, its bundle and folder",
    };

    private static string Number(double? number, string format) => number?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    private static string Spread(Spread? spread) => spread is null ? "-" : $"{Number(spread.Low, "F0")}–{Number(spread.High, "F0")}";
}

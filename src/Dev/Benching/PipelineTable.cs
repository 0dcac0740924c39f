using System.Globalization;
using Spectre.Console;

namespace Orders.Dev.Benching;

/// <summary>Prints a report as text.</summary>
internal static class PipelineTable
{
    public static void Write(PipelineReport report)
    {
        Write("steady rate", report.Rates);
        Write("backlog", report.Backlogs);
        Write("size of an order", report.Sizes);
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"peak {report.PeakOrdersPerSecond:0} orders per second on {report.Processors} cores, emulators included");
    }

    private static void Write(string title, IReadOnlyList<LoadResult> results)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(title);
        foreach (var name in (string[])["orders", "orders/s", "p50 ms", "p99 ms", "p99.9 ms"])
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        foreach (var result in results)
        {
            table.AddRow(result.Load, Text(result.Orders), Text(result.OrdersPerSecond), Text(result.P50Ms), Text(result.P99Ms), Text(result.P999Ms));
        }

        AnsiConsole.Write(table);
    }

    private static string Text(double number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

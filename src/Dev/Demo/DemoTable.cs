using System.Globalization;
using Spectre.Console;

namespace Orders.Dev.Demo;

/// <summary>Prints a run's result as text.</summary>
internal static class DemoTable
{
    public static void Write(DemoReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("what a client saw").AddColumn(new TableColumn("count").RightAligned());
        Row(table, "orders sent, repeats and invalid ones included", report.Sent);
        Row(table, "accepted", report.Accepted);
        Row(table, "replayed: the key was known", report.Replayed);
        Row(table, "refused with field and rule", report.Refused);
        if (report.NotAnswered > 0)
        {
            Row(table, "not answered, and without a key to ask again", report.NotAnswered);
        }

        Row(table, "orders in the table", report.Orders);
        Row(table, "changes of status", report.StatusChanges);
        Row(table, "dead letters with their reason", report.DeadLetters);
        Row(table, "rejected orders, as their senders see them", report.Rejected);
        Row(table, "events at the consumers", report.Events);
        AnsiConsole.Write(table);
        if (report.Faults is { } faults)
        {
            WriteFaults(faults);
        }

        WriteMemory(report.Memory);
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"{report.Orders} orders in {report.ElapsedMs / 1000.0:0.0} s: {report.OrdersPerSecond:0} orders per second, end to end");
        foreach (var problem in report.Problems)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{problem}[/]");
        }

        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"[{(report.EveryGuaranteeHeld ? "green" : "red")}]lost {report.Lost}, doubled {report.Doubled}, out_of_order {report.OutOfOrder}[/]");
    }

    private static void WriteFaults(IReadOnlyDictionary<string, int> faults)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("what went wrong on purpose").AddColumn(new TableColumn("times").RightAligned());
        foreach (var (name, count) in faults)
        {
            Row(table, name, count);
        }

        AnsiConsole.Write(table);
    }

    private static void WriteMemory(IReadOnlyList<DemoMemory> functions)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("most memory of a process, MB")
            .AddColumn(new TableColumn("first half").RightAligned()).AddColumn(new TableColumn("second half").RightAligned());
        foreach (var function in functions)
        {
            table.AddRow(function.Function, function.FirstHalfMb.ToString("0.0", CultureInfo.InvariantCulture), function.SecondHalfMb.ToString("0.0", CultureInfo.InvariantCulture));
        }

        AnsiConsole.Write(table);
    }

    private static void Row(Table table, string name, int count) => table.AddRow(name, count.ToString("N0", CultureInfo.InvariantCulture));
}

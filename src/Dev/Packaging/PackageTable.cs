using System.Globalization;
using Spectre.Console;

namespace Orders.Dev.Packaging;

/// <summary>Prints the packages as text: a table at a terminal, a line each elsewhere.</summary>
internal static class PackageTable
{
    public static void Write(PackageReport report)
    {
        if (Console.IsOutputRedirected)
        {
            foreach (var package in report.Packages)
            {
                Console.WriteLine(
                    $"{Path.Combine(report.Folder, package.File)}: binary {Bytes(package.BinaryBytes)} bytes, zip {Bytes(package.ZipBytes)} bytes, glibc {package.Glibc}, SHA-256 {package.Sha256}");
            }

            return;
        }

        var table = new Table().Border(TableBorder.Rounded)
            .AddColumn(new TableColumn("package").NoWrap())
            .AddColumn(new TableColumn("binary").RightAligned().NoWrap())
            .AddColumn(new TableColumn("zip").RightAligned().NoWrap())
            .AddColumn(new TableColumn("glibc").RightAligned().NoWrap())
            .AddColumn("SHA-256");
        foreach (var package in report.Packages)
        {
            table.AddRow(package.File, Bytes(package.BinaryBytes), Bytes(package.ZipBytes), $"{package.Glibc}", package.Sha256);
        }

        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated($"in {report.Folder}");
    }

    private static string Bytes(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}

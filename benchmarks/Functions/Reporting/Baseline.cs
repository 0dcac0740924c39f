using System.Globalization;
using System.Text.Json;

namespace Orders.Benchmarks.Functions.Reporting;

/// <summary>The ratios that were committed. Times differ from machine to machine; ratios within one run do so less.</summary>
internal static class Baseline
{
    // What ratios differ by between runs on a machine that others use, too.
    private const double Tolerance = 1.3;

    /// <summary>What is worse than the file says, a line each.</summary>
    public static IReadOnlyList<string> Compare(string path, IReadOnlyList<Ratio> ratios)
    {
        var baseline = JsonSerializer.Deserialize(File.ReadAllText(path), ReportJsonContext.Default.IReadOnlyListRatio)!;
        return
        [
            .. from was in baseline
               let now = ratios.FirstOrDefault(ratio => ratio.Name == was.Name)
               where now is null || now.Value > was.Value * Tolerance
               select string.Create(CultureInfo.InvariantCulture, $"{was.Name}: {now?.Value.ToString("F2", CultureInfo.InvariantCulture) ?? "not measured"}, was {was.Value:F2}"),
        ];
    }

    public static void Write(string path, IReadOnlyList<Ratio> ratios) =>
        File.WriteAllText(path, JsonSerializer.Serialize(ratios, ReportJsonContext.Default.IReadOnlyListRatio) + "\n");
}

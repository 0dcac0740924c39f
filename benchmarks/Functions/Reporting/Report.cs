using System.Text.Json;
using System.Text.Json.Serialization;
using Orders.Benchmarks.Functions.Measuring;

namespace Orders.Benchmarks.Functions.Reporting;

/// <summary>What a run of the benchmark showed.</summary>
/// <param name="Rounds">How many rounds each figure is the median of.</param>
/// <param name="Cores">How many cores it ran on: one, where the system allows it.</param>
/// <param name="Results">One for each function with each event.</param>
/// <param name="Ratios">What the bundled runtime takes, as multiples of the floor in the same run.</param>
internal sealed record Report(int Rounds, int Cores, IReadOnlyList<Result> Results, IReadOnlyList<Ratio> Ratios)
{
    public string ToJson() => JsonSerializer.Serialize(this, ReportJsonContext.Default.Report);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(IReadOnlyList<Ratio>))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;

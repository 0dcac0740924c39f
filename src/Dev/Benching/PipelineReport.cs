using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orders.Dev.Benching;

/// <summary>The result of one load. Latency is measured from when an order was due to be sent to its event at a consumer.</summary>
/// <param name="Load">The load's name.</param>
/// <param name="Orders">The number of orders.</param>
/// <param name="OrdersPerSecond">The rate from the first send to the last event of all consumers.</param>
/// <param name="P50Ms">The p50 latency.</param>
/// <param name="P99Ms">The p99 latency.</param>
/// <param name="P999Ms">The p99.9 latency; with fewer than 1,000 orders the maximum.</param>
internal sealed record LoadResult(string Load, int Orders, double OrdersPerSecond, double P50Ms, double P99Ms, double P999Ms);

/// <summary>The result of <c>orders bench pipeline</c>.</summary>
/// <param name="Processors">The number of cores, which emulators, functions and this command share.</param>
/// <param name="PeakOrdersPerSecond">The peak rate, of which <paramref name="Rates"/> are shares.</param>
/// <param name="Rates">Orders at a steady rate.</param>
/// <param name="Backlogs">Orders sent all at once.</param>
/// <param name="Sizes">The same backlog with larger orders.</param>
internal sealed record PipelineReport(
    int Processors, double PeakOrdersPerSecond, IReadOnlyList<LoadResult> Rates, IReadOnlyList<LoadResult> Backlogs, IReadOnlyList<LoadResult> Sizes)
{
    public string ToJson() => JsonSerializer.Serialize(this, PipelineReportJson.Default.PipelineReport);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PipelineReport))]
internal sealed partial class PipelineReportJson : JsonSerializerContext;

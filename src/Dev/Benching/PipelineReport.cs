using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orders.Dev.Benching;

/// <summary>What one load did. Latency goes from the moment at which an order was due to be sent to its event at a consumer.</summary>
/// <param name="Load">Which load.</param>
/// <param name="Orders">How many orders.</param>
/// <param name="OrdersPerSecond">From the first send to the last event, of all consumers.</param>
/// <param name="P50Ms">Half of the orders took no longer.</param>
/// <param name="P99Ms">Ninety-nine of a hundred took no longer.</param>
/// <param name="P999Ms">All but one of a thousand took no longer; the longest of all where there were fewer.</param>
internal sealed record LoadResult(string Load, int Orders, double OrdersPerSecond, double P50Ms, double P99Ms, double P999Ms);

/// <summary>What <c>orders bench pipeline</c> prints.</summary>
/// <param name="Processors">The cores that emulators, functions and this command share.</param>
/// <param name="PeakOrdersPerSecond">What <paramref name="Rates"/> are shares of.</param>
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

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orders.Dev.Cost;

/// <summary>The result of <c>orders cost</c>; its JSON has these names in snake case. All money is in US dollars.</summary>
internal sealed record CostReport
{
    public required decimal Orders { get; init; }
    public required IReadOnlyList<CostReportLine> Lines { get; init; }
    public required decimal TotalInBatches { get; init; }
    public required decimal TotalOneByOne { get; init; }
    public required PerOrder PerOrder { get; init; }
    public required IReadOnlyList<AlternativeCost> Alternatives { get; init; }
    public required IReadOnlyList<string> Assumptions { get; init; }

    /// <summary>Creates the report for a load, in its batches and, beside them, one by one.</summary>
    public static CostReport Of(CostInputs inputs)
    {
        var (batches, single) = (CostModel.Lines(inputs), CostModel.Lines(inputs.OneByOne()));
        return new CostReport
        {
            Orders = inputs.Orders,
            Lines = [.. batches.Zip(single, static (a, b) => new CostReportLine(a.Group, a.Name, a.Quantity, a.Dollars, b.Quantity, b.Dollars))],
            TotalInBatches = batches.Sum(static line => line.Dollars),
            TotalOneByOne = single.Sum(static line => line.Dollars),
            PerOrder = PerOrder.Of(inputs),
            Alternatives =
            [
                .. Alternative.All.Select(way => new AlternativeCost(
                    way.Name, way.LeastUnits, way.MostUnits, way.Dollars(inputs.Orders).Least, way.Dollars(inputs.Orders).Most)),
            ],
            Assumptions = Cost.Assumptions.Of(inputs),
        };
    }

    public string ToJson() => JsonSerializer.Serialize(this, CostJsonContext.Default.CostReport);
}

/// <summary>A line of both bills.</summary>
internal sealed record CostReportLine(
    string Group, string Name, decimal QuantityInBatches, decimal DollarsInBatches, decimal QuantityOneByOne, decimal DollarsOneByOne);

/// <summary>The cost of writing a month's new orders.</summary>
internal sealed record AlternativeCost(string Name, decimal LeastUnitsPerOrder, decimal MostUnitsPerOrder, decimal LeastDollars, decimal MostDollars);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CostReport))]
internal sealed partial class CostJsonContext : JsonSerializerContext;

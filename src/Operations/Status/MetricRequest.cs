using System.Text.Json.Serialization;

namespace Orders.Operations.Status;

/// <summary>A request of CloudWatch's GetMetricData (Amazon CloudWatch API Reference).</summary>
internal sealed record MetricRequest(long StartTime, long EndTime, string ScanBy, string? NextToken, IEnumerable<MetricDataQuery> MetricDataQueries);

/// <summary>A query of one metric.</summary>
internal sealed record MetricDataQuery(string Id, MetricStat MetricStat)
{
    public static MetricDataQuery Of(string id, MetricQuery query, int periodSeconds) =>
        new(id, new MetricStat(new MetricOfResource(query.Namespace, query.Name, [new MetricDimension(query.Dimension, query.Resource)]), periodSeconds, query.Statistic));
}

/// <summary>A metric's statistic over each period.</summary>
internal sealed record MetricStat(MetricOfResource Metric, int Period, string Stat);

/// <summary>A metric.</summary>
internal sealed record MetricOfResource(string Namespace, string MetricName, IReadOnlyList<MetricDimension> Dimensions);

/// <summary>A dimension.</summary>
internal sealed record MetricDimension(string Name, string Value);

/// <summary>Writes the request with the member names of CloudWatch's reference.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MetricRequest))]
internal sealed partial class MetricRequestJson : JsonSerializerContext;

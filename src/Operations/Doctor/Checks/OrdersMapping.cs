using System.Text.Json;
using Orders.Operations.Doctor.Deployed;

namespace Orders.Operations.Doctor.Checks;

/// <summary>Checks the mappings from the orders queue, and from the queues of outside senders, to the Processor.</summary>
internal sealed class OrdersMapping : DeployedMapping
{
    public override string Name => "orders mapping";

    protected override string FunctionOf(DeployedPipeline deployment) => deployment.Settings.Processor.Name;

    protected override IEnumerable<(string Name, string? Arn)> SourcesOf(DeployedPipeline deployment) =>
        deployment.Settings.Sources.Select(source => (source.Queue, deployment.Queues.GetValueOrDefault(source.Queue)?.Arn));

    protected override IEnumerable<Finding> LookAt(DeployedPipeline deployment, string source, string subject, JsonElement mapping)
    {
        var settings = deployment.Settings.Processor;
        var concurrency = deployment.Settings.Sources.First(each => each.Queue == source).MaximumConcurrency;
        yield return AsSet(mapping, subject, "BatchSize", $"{settings.BatchSize}");
        yield return AsSet(mapping, subject, "MaximumBatchingWindowInSeconds", $"{settings.MaximumBatchingWindowSeconds}", whereNotTold: "0");
        yield return Finding.Judge(
            !HasFilter(mapping),
            subject,
            HasFilter(mapping) ? $"FilterCriteria {Raw(mapping, "FilterCriteria")}" : "no filter",
            "It must have no filter: Lambda deletes queue messages that do not match a filter.",
            $"aws lambda update-event-source-mapping --filter-criteria '{{}}' --uuid {Text(mapping, "UUID")}");
        if (!IsProvisioned(mapping))
        {
            var scaling = mapping.TryGetProperty("ScalingConfig"u8, out var config) && config.ValueKind == JsonValueKind.Object ? config : default;
            yield return scaling.ValueKind == JsonValueKind.Object
                ? AsSet(scaling, subject, "MaximumConcurrency", $"{concurrency}")
                : Finding.Judge(holds: false, subject, "no MaximumConcurrency", $"MaximumConcurrency must be {concurrency}, as in the settings.", Apply);
        }
    }

    private static bool HasFilter(JsonElement mapping) =>
        mapping.TryGetProperty("FilterCriteria"u8, out var criteria) && criteria.ValueKind == JsonValueKind.Object
        && criteria.TryGetProperty("Filters"u8, out var filters) && filters.ValueKind == JsonValueKind.Array && filters.GetArrayLength() > 0;

    /// <summary>Whether the mapping keeps pollers ready (Terraform's <c>processor_pollers</c>), which replaces a maximum concurrency.</summary>
    private static bool IsProvisioned(JsonElement mapping) =>
        mapping.TryGetProperty("ProvisionedPollerConfig"u8, out var pollers) && pollers.ValueKind == JsonValueKind.Object && pollers.EnumerateObject().Any();
}

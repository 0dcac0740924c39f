using System.Text.Json;
using Orders.Operations.Buckets;
using Orders.Operations.Connections;
using Orders.Operations.Doctor.Deployed;

namespace Orders.Operations.Doctor.Checks;

/// <summary>Checks the mapping from the table's stream to the Notifier.</summary>
internal sealed class StreamMapping : DeployedMapping
{
    public override string Name => "stream mapping";

    protected override string FunctionOf(DeployedPipeline deployment) => deployment.Settings.Notifier.Name;

    protected override IEnumerable<(string Name, string? Arn)> SourcesOf(DeployedPipeline deployment) =>
        [($"stream of {deployment.Settings.Table.Name}", deployment.Table?.LatestStreamArn)];

    protected override IEnumerable<Finding> LookAt(DeployedPipeline deployment, string source, string subject, JsonElement mapping)
    {
        var settings = deployment.Settings.Notifier;
        yield return AsSet(mapping, subject, "BatchSize", $"{settings.BatchSize}");
        yield return AsSet(mapping, subject, "MaximumBatchingWindowInSeconds", $"{settings.MaximumBatchingWindowSeconds}", whereNotTold: "0");
        yield return AsSet(mapping, subject, "ParallelizationFactor", $"{settings.ParallelizationFactor}");
        yield return AsSet(mapping, subject, "MaximumRetryAttempts", $"{settings.MaximumRetryAttempts}");
        yield return AsSet(mapping, subject, "MaximumRecordAgeInSeconds", $"{settings.MaximumRecordAgeSeconds}");
        yield return AsSet(mapping, subject, "BisectBatchOnFunctionError", settings.BisectBatchOnFunctionError ? "true" : "false");
        yield return Finding.Judge(
            Text(mapping, "StartingPosition") == "TRIM_HORIZON",
            subject,
            $"StartingPosition {Text(mapping, "StartingPosition") ?? "none"}",
            "It must start at TRIM_HORIZON: LATEST can miss records that are written while the mapping is created.",
            Apply);
        var destination = mapping.TryGetProperty("DestinationConfig"u8, out var config) && config.ValueKind == JsonValueKind.Object
            && config.TryGetProperty("OnFailure"u8, out var onFailure) ? Text(onFailure, "Destination") : null;
        var queue = deployment.ArnOf(deployment.Settings.OrderEventsDlq.Name);
        var bucket = deployment.Settings.OrderEventsDlq.RecordsBucket is { } name && AwsPlace.OfArn(queue) is { } place ? Bucket.NameOf(name, place) : null;
        yield return Finding.Judge(
            destination == (bucket is null ? queue : $"arn:{queue.Split(':')[1]}:s3:::{bucket}"),
            subject,
            $"on failure to {destination ?? "nowhere"}",
            bucket is null
                ? $"It must report discarded records to {deployment.Settings.OrderEventsDlq.Name}: otherwise nobody would know of them."
                : $"It must write discarded records to the bucket {bucket}: otherwise nobody would have them.",
            Apply);
    }
}

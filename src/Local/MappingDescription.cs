using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Orders.Local.Lambda;
using Orders.Local.Mappings.Sqs;
using Orders.Local.Mappings.Streams;

namespace Orders.Local;

/// <summary>Describes a mapping as Lambda's API does (Lambda API Reference, EventSourceMappingConfiguration), from its running options.</summary>
static class MappingDescription
{
    public static JsonObject Of(SqsMappingOptions mapping, string functionArn) => new(Common(mapping.QueueArn, functionArn, mapping.BatchSize, mapping.MaximumBatchingWindow))
    {
        ["ScalingConfig"] = new JsonObject { ["MaximumConcurrency"] = mapping.MaximumConcurrency },
    };

    public static JsonObject Of(StreamMappingOptions mapping, string functionArn, string onFailureArn) =>
        new(Common(mapping.StreamArn, functionArn, mapping.BatchSize, mapping.MaximumBatchingWindow))
        {
            ["StartingPosition"] = "TRIM_HORIZON",
            ["ParallelizationFactor"] = mapping.ParallelizationFactor,
            ["MaximumRetryAttempts"] = mapping.MaximumRetryAttempts,
            ["MaximumRecordAgeInSeconds"] = mapping.MaximumRecordAge is { } age ? (int)age.TotalSeconds : StreamMappingOptions.Unlimited,
            ["BisectBatchOnFunctionError"] = mapping.BisectBatchOnFunctionError,
            ["DestinationConfig"] = new JsonObject { ["OnFailure"] = new JsonObject { ["Destination"] = onFailureArn } },
        };

    /// <summary>Returns a mapping's UUID.</summary>
    public static string IdOf(string sourceArn, string functionArn) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{sourceArn} {functionArn}")).AsSpan(0, 16)).ToString();

    static Dictionary<string, JsonNode?> Common(string sourceArn, string functionArn, int batchSize, TimeSpan window) => new()
    {
        ["UUID"] = IdOf(sourceArn, functionArn),
        ["EventSourceArn"] = sourceArn,
        ["FunctionArn"] = $"{functionArn}:{FunctionDefinition.Alias}",
        ["BatchSize"] = batchSize,
        ["MaximumBatchingWindowInSeconds"] = (int)window.TotalSeconds,
        ["FunctionResponseTypes"] = new JsonArray("ReportBatchItemFailures"),
    };
}

using System.Text.Json;
using Orders.Operations.Doctor.Deployed;
using Orders.Operations.Releases;
using Orders.Operations.Terminal;

namespace Orders.Operations.Doctor.Checks;

/// <summary>The rules for all event source mappings: they exist, are enabled, and report batch item failures.</summary>
internal abstract class DeployedMapping : Check
{
    protected abstract string FunctionOf(DeployedPipeline deployment);

    /// <summary>Returns the name of each source, for messages, and its ARN; null if it does not exist.</summary>
    protected abstract IEnumerable<(string Name, string? Arn)> SourcesOf(DeployedPipeline deployment);

    /// <summary>Checks the rules for this mapping only.</summary>
    protected abstract IEnumerable<Finding> LookAt(DeployedPipeline deployment, string source, string subject, JsonElement mapping);

    public override IEnumerable<Finding> Look(DeployedPipeline deployment)
    {
        var function = FunctionOf(deployment);
        return !deployment.Functions.ContainsKey(function) || deployment.Unread.ContainsKey(DeploymentReader.EventSourceMappings)
            ? []
            : SourcesOf(deployment).SelectMany(source => source.Arn is { } arn ? Look(deployment, function, source.Name, arn) : []);
    }

    private IEnumerable<Finding> Look(DeployedPipeline deployment, string function, string name, string source)
    {
        var subject = $"{name} → {function}";
        var mappings = deployment.Mappings[function].Where(mapping => IsSameSource(Text(mapping, "EventSourceArn"), source)).ToList();
        yield return Finding.Judge(mappings.Count == 1, subject, $"{Counted.Of(mappings.Count, "mapping")}", "There must be exactly one mapping: without it nothing is processed.", Apply);
        if (mappings is not [var mapping])
        {
            yield break;
        }

        yield return Finding.Judge(
            Text(mapping, "State") == "Enabled",
            subject,
            $"is {Text(mapping, "State")}",
            "It must be Enabled.",
            $"aws lambda update-event-source-mapping --enabled --uuid {Text(mapping, "UUID")}, or orders resume if somebody has paused it");
        var arn = Text(mapping, "FunctionArn") ?? "";
        yield return Finding.Judge(
            arn.EndsWith($":{FunctionAliases.Live}", StringComparison.Ordinal),
            subject,
            $"invokes {arn}",
            $"It must invoke the alias {FunctionAliases.Live}: otherwise neither a release nor a roll back changes what it invokes.",
            Apply);
        yield return Finding.Judge(
            mapping.TryGetProperty("FunctionResponseTypes"u8, out var types) && types.ValueKind == JsonValueKind.Array
                && types.EnumerateArray().Any(static type => type.GetString() == "ReportBatchItemFailures"),
            subject,
            $"FunctionResponseTypes {Raw(mapping, "FunctionResponseTypes")}",
            "It must have ReportBatchItemFailures: without it one failed record returns its whole batch, and a partial answer counts as success.",
            Apply);
        foreach (var finding in LookAt(deployment, name, subject, mapping))
        {
            yield return finding;
        }
    }

    /// <summary>Checks a setting against its expected value.</summary>
    protected static Finding AsSet(JsonElement mapping, string subject, string name, string expected, string whereNotTold = "none")
    {
        var found = mapping.TryGetProperty(name, out var value) ? value.GetRawText() : whereNotTold;
        return Finding.Judge(found == expected, subject, $"{name} {found}", $"{name} must be {expected}, as in the settings.", Apply);
    }

    protected static string Raw(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) ? value.GetRawText() : "none";

    protected static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // An emulator's ARNs may name another region.
    private static bool IsSameSource(string? left, string right) => WithoutRegion(left ?? "") == WithoutRegion(right);

    private static string WithoutRegion(string arn) => arn.Split(':') is [var prefix, var partition, var service, _, .. var rest]
        ? string.Join(':', [prefix, partition, service, .. rest])
        : arn;
}

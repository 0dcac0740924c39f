using Orders.Operations.Doctor.Deployed;
using Orders.Operations.Releases;
using Orders.Operations.Settings;

namespace Orders.Operations.Doctor.Checks;

/// <summary>Checks that every resource of the settings exists.</summary>
internal sealed class Existence : Check
{
    private const string Rule = "It must exist: the settings name it.";
    private const string Fix = "Run terraform apply to create it. If it should exist, check --profile, --region, --prefix and --endpoint.";

    public override string Name => "existence";

    public override IEnumerable<Finding> Look(DeployedPipeline deployment)
    {
        var settings = deployment.Settings;
        foreach (var (name, _) in QueueDefinitions.Of(settings, deployment.ArnOf))
        {
            yield return Judge(deployment, $"queue {name}", deployment.Queues.ContainsKey(name));
        }

        yield return Judge(deployment, $"table {settings.Table.Name}", deployment.Table is not null);
        foreach (var function in (string[])[settings.Ingest.Name, settings.Processor.Name, settings.Notifier.Name])
        {
            yield return Judge(deployment, $"function {function}:{FunctionAliases.Live}", deployment.Functions.ContainsKey(function));
        }

        if (deployment.Unread.ContainsKey(DeploymentReader.EventSourceMappings))
        {
            yield return Judge(deployment, DeploymentReader.EventSourceMappings, isThere: false);
        }
    }

    private static Finding Judge(DeployedPipeline deployment, string subject, bool isThere) => deployment.Unread.TryGetValue(subject, out var cause)
        ? Finding.Judge(holds: false, subject, $"cannot be read: {cause.Cause}", "It must be readable to be checked.", cause.Fix("Grant this caller permission to read it, or check --region and --endpoint."))
        : Finding.Judge(isThere, subject, isThere ? "exists" : $"does not exist in {deployment.Place}", Rule, Fix);
}

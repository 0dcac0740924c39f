using Orders.Local.Resources;

namespace Orders.Cli.Doctor.Checks;

/// <summary>Everything that the settings name is there.</summary>
internal sealed class Existence : Check
{
    private const string Rule = "It must be there: the settings name it.";
    private const string Mend = "terraform apply makes it. If it should be there: check --region, --prefix and --endpoint.";

    public override string Name => "existence";

    public override IEnumerable<Finding> Look(Deployment deployment)
    {
        var settings = deployment.Settings;
        foreach (var (name, _) in QueueDefinitions.Of(settings, deployment.ArnOf))
        {
            yield return Judge($"queue {name}", deployment.Queues.ContainsKey(name));
        }

        yield return Judge($"table {settings.Table.Name}", deployment.Table is not null);
        foreach (var function in (string[])[settings.Ingest.Name, settings.Processor.Name, settings.Notifier.Name])
        {
            yield return Judge($"function {function}", deployment.Functions.ContainsKey(function));
        }
    }

    private static Finding Judge(string subject, bool isThere) => Finding.Judge(isThere, subject, isThere ? "is there" : "is not there", Rule, Mend);
}

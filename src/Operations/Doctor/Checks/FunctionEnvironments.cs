using System.Text.Json;
using Orders.Json;
using Orders.Operations.Doctor.Deployed;
using Orders.Operations.Settings;

namespace Orders.Operations.Doctor.Checks;

/// <summary>Checks that each function's environment names the table and the queues of the settings, and nothing else.</summary>
internal sealed class FunctionEnvironments : Check
{
    public override string Name => "environment variables";

    public override IEnumerable<Finding> Look(DeployedPipeline deployment)
    {
        var settings = deployment.Settings;
        var environment = new FunctionEnvironment(settings, deployment.UrlOf);
        return
        [
            .. Look(deployment, settings.Ingest.Name, environment.Ingest()),
            .. Look(deployment, settings.Processor.Name, environment.Processor()),
            .. Look(deployment, settings.Notifier.Name, environment.Notifier()),
        ];
    }

    private static IEnumerable<Finding> Look(DeployedPipeline deployment, string function, IReadOnlyDictionary<string, string> expected)
    {
        if (!deployment.Functions.TryGetValue(function, out var configuration))
        {
            yield break;
        }

        var found = Variables(configuration);
        var wrong = expected.Where(variable => !IsSame(variable.Value, found.GetValueOrDefault(variable.Key))).ToList();
        foreach (var (name, value) in wrong)
        {
            yield return Finding.Judge(
                holds: false, function, $"{name} is {found.GetValueOrDefault(name) ?? "not set"}", $"{name} must be {value}.", Apply);
        }

        if (wrong is [])
        {
            yield return new Finding(function, Verdict.Sound, $"{string.Join(", ", expected.Keys)} as in the settings");
        }
    }

    private static Dictionary<string, string> Variables(JsonElement configuration) =>
        configuration.TryGetProperty("Environment"u8, out var environment) && environment.TryGetProperty("Variables"u8, out var variables)
            ? variables.EnumerateObject().ToDictionary(static variable => variable.Name, static variable => variable.Value.GetString() ?? "", StringComparer.Ordinal)
            : [];

    private static bool IsSame(string expected, string? found) => expected == found || (expected.StartsWith('[') && IsSameJson(expected, found));

    private static bool IsSameJson(string expected, string? found)
    {
        using var one = UntrustedJson.Parse(expected);
        using var other = UntrustedJson.Parse(found ?? "");
        return one is not null && other is not null && JsonElement.DeepEquals(one.RootElement, other.RootElement);
    }
}

using System.Text.Json.Serialization;
using Orders.Operations.Doctor.Checks;
using Orders.Operations.Doctor.Deployed;
using Orders.Operations.Json;
using Orders.Operations.Terminal;

namespace Orders.Operations.Doctor;

/// <summary>The findings of all checks.</summary>
/// <param name="Findings">The findings, in the checks' order.</param>
internal sealed record Report([property: JsonPropertyOrder(1)] IReadOnlyList<Finding> Findings)
{
    private static readonly Check[] Checks =
    [
        new Existence(), new QueueAttributes(), new VisibilityTimeout(), new DeadLetterRetention(), new QueuePolicies(), new FunctionSizes(),
        new FunctionEnvironments(), new LiveReleases(), new AccountConcurrency(), new OrdersMapping(), new StreamMapping(), new TableShape(), new TableSafety(), new Permissions(),
    ];

    /// <summary>Whether no rule is broken.</summary>
    [JsonPropertyName("sound")]
    public bool IsSound => Findings.All(static finding => finding.Verdict != Verdict.Broken);

    /// <summary>Runs every check.</summary>
    public static Report Of(DeployedPipeline deployment) =>
        new([.. Checks.SelectMany(check => check.Look(deployment).Select(finding => finding with { Check = check.Name }))]);

    /// <summary>Returns the report as JSON.</summary>
    public string ToJson() => OperationsJson.Default.Report.ToText(this);

    /// <summary>Writes the report as text: a line for each check, then the defects, then what was not checked.</summary>
    public void WriteTo(TextWriter output)
    {
        foreach (var check in Findings.GroupBy(static finding => finding.Check))
        {
            var (sound, broken) = (check.Count(static finding => finding.Verdict is Verdict.Sound or Verdict.Noted), check.Where(static finding => finding.Verdict == Verdict.Broken).ToList());
            output.WriteLine($"{(broken is [] ? "ok    " : "BROKEN")}  {check.Key,-24} {Counted.Of(sound, "as it must be", "as they must be")}{(broken is [] ? "" : $", {broken.Count} not")}");
            foreach (var finding in broken)
            {
                output.WriteLine($"        {finding.Subject}: {SafeText.Value(finding.Found, showPersonalData: true)}");
                output.WriteLine($"          {SafeText.Clean(finding.Rule ?? "")}");
                output.WriteLine($"          {finding.Fix}");
            }

            foreach (var finding in check.Where(static finding => finding.Verdict is Verdict.Noted or Verdict.NotChecked))
            {
                output.WriteLine($"        {(finding.Verdict == Verdict.Noted ? "note" : "not checked")}: {finding.Subject}: {SafeText.Value(finding.Found, showPersonalData: true)}");
            }
        }
    }
}

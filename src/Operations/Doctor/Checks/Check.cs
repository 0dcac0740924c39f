using Orders.Operations.Doctor.Deployed;

namespace Orders.Operations.Doctor.Checks;

/// <summary>Checks one rule, or several of one kind, against a deployment.</summary>
internal abstract class Check
{
    /// <summary>The fix of most defects.</summary>
    protected const string Apply = "Run terraform apply to restore the settings. If the change is intended, change the settings instead.";

    /// <summary>The check's name.</summary>
    public abstract string Name { get; }

    /// <summary>Runs the check. Missing resources are skipped: <see cref="Checks.Existence"/> reports them.</summary>
    public abstract IEnumerable<Finding> Look(DeployedPipeline deployment);
}

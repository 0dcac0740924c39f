using Orders.Operations.Doctor.Deployed;

namespace Orders.Operations.Doctor.Checks;

/// <summary>One rule, or a few of one kind, over what is deployed.</summary>
internal abstract class Check
{
    /// <summary>How most defects are fixed.</summary>
    protected const string Apply = "terraform apply restores what the settings say; if the change is intended, change the settings.";

    /// <summary>Its name.</summary>
    public abstract string Name { get; }

    /// <summary>Looks. What is not there is left out: <see cref="Checks.Existence"/> tells it.</summary>
    public abstract IEnumerable<Finding> Look(DeployedPipeline deployment);
}

using Orders.Operations.Doctor.Deployed;

namespace Orders.Operations.Doctor.Checks;

/// <summary>One rule, or a few of one kind, over what is deployed.</summary>
internal abstract class Check
{
    /// <summary>What most defects are mended by.</summary>
    protected const string Apply = "terraform apply brings back what the settings say; change the settings where this is meant.";

    /// <summary>Its name.</summary>
    public abstract string Name { get; }

    /// <summary>Looks. What is not there is left out: <see cref="Checks.Existence"/> tells it.</summary>
    public abstract IEnumerable<Finding> Look(DeployedPipeline deployment);
}

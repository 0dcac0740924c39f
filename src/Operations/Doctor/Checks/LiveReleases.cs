using Orders.Operations.Doctor.Deployed;

namespace Orders.Operations.Doctor.Checks;

/// <summary>Reports which version of each function is live, and which functions are rolled back.</summary>
internal sealed class LiveReleases : Check
{
    public override string Name => "releases";

    public override IEnumerable<Finding> Look(DeployedPipeline deployment) => deployment.Unread.TryGetValue(DeploymentReader.Releases, out var cause)
        ? [Finding.NotChecked(DeploymentReader.Releases, $"cannot be read: {cause}")]
        : deployment.Live.Select(static function => function.IsRolledBack
            ? new Finding(function.Name, Verdict.Noted, function.RolledBack)
            : new Finding(function.Name, Verdict.Sound, $"{function.Live} is live"));
}

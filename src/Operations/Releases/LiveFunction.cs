namespace Orders.Operations.Releases;

/// <summary>The version of a function that is invoked, for the status and the doctor.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Live">The version that its alias names.</param>
/// <param name="LatestRelease">The release that was published last; null if its description names none.</param>
internal sealed record LiveFunction(string Name, FunctionVersion Live, string? LatestRelease)
{
    /// <summary>Whether a later release is published, and not live.</summary>
    public bool IsRolledBack => LatestRelease is not null && LatestRelease != Live.Release;

    /// <summary>What an operator should know of a function that is rolled back.</summary>
    public string RolledBack => $"{Live} is live, release {LatestRelease} is published: it is rolled back, or kept by released_versions";
}

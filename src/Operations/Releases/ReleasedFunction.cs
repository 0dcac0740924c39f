using Orders.Operations.Failures;

namespace Orders.Operations.Releases;

/// <summary>A function, its alias and its published versions.</summary>
/// <param name="Role">The function as <c>orders rollback</c> takes it.</param>
/// <param name="Name">The function's name.</param>
/// <param name="AliasArn">The alias's ARN.</param>
/// <param name="RevisionId">Changes with each change of the alias.</param>
/// <param name="Live">The version that the alias names.</param>
/// <param name="Canary">The version that gets a share of the invocations; null for none.</param>
/// <param name="Versions">The published versions, the latest first.</param>
internal sealed record ReleasedFunction(
    string Role, string Name, string AliasArn, string RevisionId, FunctionVersion Live, FunctionVersion? Canary, IReadOnlyList<FunctionVersion> Versions)
{
    /// <summary>The version that was released last: the canary's, if there is one.</summary>
    public FunctionVersion Current => Canary ?? Live;

    /// <summary>Returns the version that was live before: with a canary, the live one; otherwise the latest older version of another release.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public FunctionVersion Before() => Canary is not null
        ? Live
        : Versions.FirstOrDefault(version => version.Number < Live.Number && (version.Release is null || version.Release != Live.Release))
            ?? throw new CommandException(Versions is []
                ? $"{Name} has no published version, as on a developer's machine: there is nothing to roll back to."
                : $"{Name} has no release before {Live}: there is nothing to roll back to.");

    /// <summary>Returns the latest version of a release.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public FunctionVersion Of(string release)
    {
        if (Versions.FirstOrDefault(version => version.Release == release) is { } found)
        {
            return found;
        }

        var releases = string.Join(", ", Versions.Select(static version => version.Release).OfType<string>().Distinct(StringComparer.Ordinal));
        throw new CommandException($"--to must be a release of {Name}: {(releases.Length > 0 ? releases : "it has none")}.") { ExitCode = ExitCodes.Usage };
    }
}

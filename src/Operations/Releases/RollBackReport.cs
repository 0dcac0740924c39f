using Orders.Operations.Connections;
using Orders.Operations.Json;

namespace Orders.Operations.Releases;

/// <summary>The plan or the result of <c>orders rollback</c>.</summary>
/// <param name="Functions">All functions, as they were before.</param>
/// <param name="Moves">The aliases to move, in their order.</param>
internal sealed record RollBackReport(IReadOnlyList<ReleasedFunction> Functions, IReadOnlyList<AliasMove> Moves)
{
    /// <summary>Whether aliases were moved, and this is not only the plan.</summary>
    public bool IsRun { get; init; }

    /// <summary>The functions' account and region.</summary>
    public AwsPlace? Place => AwsPlace.OfArn(Functions[0].AliasArn);

    /// <summary>Whether every alias was moved.</summary>
    public bool IsDone => Moves.All(static move => move.IsDone);

    /// <summary>The versions that the next apply must keep, by function; those that it would release anyway are left out.</summary>
    public IReadOnlyList<(string Role, string Version)> Pins =>
    [
        .. from function in Functions
           let version = Moves.FirstOrDefault(move => move.Function == function && (move.IsDone || !IsRun))?.To ?? function.Live
           where version.Number > 0 && version != function.Versions[0]
           select (function.Role, version.Version),
    ];

    /// <summary>The question before the change.</summary>
    public string Question => $"In {Where}:\n{Lines}\nMove {(Moves.Count == 1 ? "the alias" : "the aliases")}?";

    private string Where => Place?.ToString() ?? "this deployment";

    private string Lines => string.Join('\n', Moves);

    private string Result => (Moves.Count, IsRun, IsDone) switch
    {
        (0, _, _) => "as_before",
        (_, false, _) => "dry_run",
        (_, true, true) => "rolled_back",
        _ => "incomplete",
    };

    private string Advice => Pins is []
        ? "The next terraform apply keeps these versions. Remove released_versions, if it is set."
        : $"So that the next terraform apply keeps these versions, set this until you release again:\n  released_versions = {{ {string.Join(", ", Pins.Select(static pin => $"{pin.Role} = \"{pin.Version}\""))} }}";

    /// <summary>Returns the report as text.</summary>
    public string ToText() => Result switch
    {
        "as_before" => $"These versions are live already in {Where}. Nothing was changed.",
        "dry_run" => $"In {Where}:\n{Lines}\nNothing was changed. Use --yes to move {(Moves.Count == 1 ? "the alias" : "the aliases")}.",
        "rolled_back" => $"In {Where}:\n{Lines}\n{Advice}",
        _ => $"In {Where}:\n{Lines}\nNot every alias was moved: run the command again. {Advice}",
    };

    /// <summary>Returns the report as JSON.</summary>
    public string ToJson() => OperationsJson.Default.RollBackReportJson.ToText(new RollBackReportJson(
        Place?.Account,
        Place?.Region,
        Result,
        Moves.Select(move => new AliasMoveJson(move.Function.Name, VersionJson.Of(move.Function.Live), VersionJson.Of(move.To), move.IsDone, move.Problem)),
        Pins.ToDictionary(static pin => pin.Role, static pin => pin.Version)));
}

/// <summary>A function's alias and the version that it is to name.</summary>
/// <param name="Function">The function, as it was before.</param>
/// <param name="To">The version.</param>
internal sealed record AliasMove(ReleasedFunction Function, FunctionVersion To)
{
    /// <summary>Whether the alias was moved.</summary>
    public bool IsDone { get; init; }

    /// <summary>Why it was not; null if it was, or was not tried.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether the version is a later one.</summary>
    public bool IsForward => To.Number > Function.Live.Number;

    /// <inheritdoc/>
    public override string ToString() =>
        $"  {Function.Name}: {Function.Live}{(Function.Canary is { } canary ? $" and its canary, {canary}," : "")} → {To}{(IsDone ? ", done" : Problem is null ? "" : $", not done: {Problem}")}";
}

/// <summary>The report's JSON. <c>released_versions</c> is the value that keeps these versions at the next apply.</summary>
internal sealed record RollBackReportJson(string? Account, string? Region, string Result, IEnumerable<AliasMoveJson> Functions, IReadOnlyDictionary<string, string> ReleasedVersions);

/// <summary>A move.</summary>
internal sealed record AliasMoveJson(string Function, VersionJson From, VersionJson To, bool Moved, string? Problem);

/// <summary>A version.</summary>
internal sealed record VersionJson(string Version, string? Release, DateTimeOffset PublishedAt)
{
    public static VersionJson Of(FunctionVersion version) => new(version.Version, version.Release, version.PublishedAt);
}

using Orders.Model;
using Orders.Operations.Connections;
using Orders.Operations.Json;
using Orders.Operations.Terminal;

namespace Orders.Operations.Pausing;

/// <summary>The plan or the result of <c>orders pause</c> and <c>orders resume</c>.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="IsPause">Whether it is paused, and not resumed.</param>
/// <param name="Mappings">The function's event source mappings.</param>
/// <param name="Retention">How long messages or records wait before they are lost.</param>
/// <param name="At">When the command started.</param>
internal sealed record PauseReport(string Function, bool IsPause, IReadOnlyList<EventSourceMapping> Mappings, TimeSpan Retention, DateTimeOffset At)
{
    /// <summary>Whether the mappings were changed.</summary>
    public bool IsChanged { get; init; }

    /// <summary>The function's account and region.</summary>
    public AwsPlace? Place => AwsPlace.OfArn(Mappings is [var first, ..] ? first.FunctionArn : null);

    private string Subject => Place is null ? Function : $"{Function} in {Place}";

    /// <summary>The mappings that are not as wanted.</summary>
    public IEnumerable<EventSourceMapping> ToChange => Mappings.Where(mapping => mapping.IsPaused != IsPause);

    /// <summary>Whether every mapping is as wanted, and no change is going on.</summary>
    public bool IsDone => Mappings.All(mapping => mapping.IsPaused == IsPause && !mapping.IsChanging);

    /// <summary>The question before the change.</summary>
    public string Question => $"{(IsPause ? "Pause" : "Resume")} {Subject}?{(IsPause ? $" {Consequence}" : "")}";

    private string Result => (ToChange.Any(), IsChanged, IsDone) switch
    {
        (true, false, _) => "dry_run",
        (false, false, _) => "as_before",
        (_, true, true) => IsPause ? "paused" : "resumed",
        _ => IsPause ? "pausing" : "resuming",
    };

    private string Consequence => $"What arrives waits, and is lost after {Age.Describe(Retention)}: resume before {Timestamp.Format(At + Retention)}.";

    /// <summary>Returns the report as text.</summary>
    public string ToText() => Result switch
    {
        "dry_run" => $"{Subject} would be {(IsPause ? "paused" : "resumed")}. Nothing was changed. Use --yes to {(IsPause ? "pause" : "resume")} it.",
        "as_before" => $"{Subject} {(IsPause ? "is paused" : "runs")} already, since {Timestamp.Format(Mappings.Max(static mapping => mapping.LastModified))}.",
        "paused" => $"{Subject} is paused. {Consequence}",
        "resumed" => $"{Subject} is resumed.",
        "pausing" => $"{Subject} is being paused; Lambda has not finished yet. {Consequence}",
        _ => $"{Subject} is being resumed; Lambda has not finished yet.",
    };

    /// <summary>Returns the report as JSON.</summary>
    public string ToJson() => OperationsJson.Default.PauseReportJson.ToText(new PauseReportJson(
        Function, Place?.Account, Place?.Region, Result, Mappings.Select(static mapping => new MappingJson(mapping.Uuid, mapping.State, mapping.LastModified))));
}

/// <summary>The report's JSON.</summary>
internal sealed record PauseReportJson(string Function, string? Account, string? Region, string Result, IEnumerable<MappingJson> Mappings);

/// <summary>A mapping.</summary>
internal sealed record MappingJson(string Uuid, string State, DateTimeOffset LastModified);

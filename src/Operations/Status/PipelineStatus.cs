using Orders.Operations.Json;
using Orders.Operations.Pausing;
using Orders.Operations.Releases;

namespace Orders.Operations.Status;

/// <summary>A snapshot of the pipeline.</summary>
/// <param name="At">The snapshot's time.</param>
/// <param name="Window">The time over which functions and orders are counted.</param>
/// <param name="Queues">Every queue of the settings: orders, its dead letters, the events' dead letters, then each consumer's two.</param>
/// <param name="Functions">Ingest, Processor, Notifier.</param>
/// <param name="Orders">The counts of orders.</param>
/// <param name="Alarms">The alarms whose condition holds.</param>
internal sealed record PipelineStatus(
    DateTimeOffset At,
    TimeSpan Window,
    IReadOnlyList<QueueStatus> Queues,
    IReadOnlyList<FunctionStatus> Functions,
    OrderFlow Orders,
    IReadOnlyList<PipelineAlarm> Alarms)
{
    /// <summary>Why CloudWatch could not be read; null if it was. If not null, <see cref="Functions"/> and <see cref="Orders"/> are empty.</summary>
    public string? MetricsProblem { get; init; }

    /// <summary>The functions that are paused.</summary>
    public IReadOnlyList<PausedFunction> Paused { get; init; } = [];

    /// <summary>Why it is not known which functions are paused; null if it is.</summary>
    public string? MappingsProblem { get; init; }

    /// <summary>Which versions of the functions are live.</summary>
    public IReadOnlyList<LiveFunction> Live { get; init; } = [];

    /// <summary>Why it is not known which versions are live; null if it is.</summary>
    public string? ReleasesProblem { get; init; }

    /// <summary>The parts that could not be read.</summary>
    public IReadOnlyList<PipelineProblem> Problems =>
    [
        .. Queues.Where(static queue => queue.Problem is not null).Select(static queue => new PipelineProblem(queue.Name, queue.Problem!)),
        .. MetricsProblem is { } metrics ? [new PipelineProblem("metrics", metrics)] : Array.Empty<PipelineProblem>(),
        .. MappingsProblem is { } mappings ? [new PipelineProblem("event source mappings", mappings)] : Array.Empty<PipelineProblem>(),
        .. ReleasesProblem is { } releases ? [new PipelineProblem("releases", releases)] : Array.Empty<PipelineProblem>(),
    ];

    /// <summary>Whether everything was read, no alarm's condition holds and no function is paused.</summary>
    public bool IsWell => Alarms.Count == 0 && Problems.Count == 0 && Paused.Count == 0;

    /// <summary>Returns the status as one line of JSON.</summary>
    public string ToJson() => OperationsJson.Default.PipelineStatusJson.ToText(PipelineStatusJson.Of(this));
}

/// <summary>A part of the pipeline that could not be read.</summary>
/// <param name="Name">The part's name.</param>
/// <param name="Message">The cause, for people.</param>
internal sealed record PipelineProblem(string Name, string Message);

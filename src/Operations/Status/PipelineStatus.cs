using Orders.Operations.Json;

namespace Orders.Operations.Status;

/// <summary>The pipeline at one moment.</summary>
/// <param name="At">When.</param>
/// <param name="Window">Over which time functions and orders are counted.</param>
/// <param name="Queues">Every queue of the settings: orders, its dead letters, the events' dead letters, then each consumer's two.</param>
/// <param name="Functions">Ingest, Processor, Notifier.</param>
/// <param name="Orders">What became of orders.</param>
/// <param name="Alarms">The alarms whose condition holds; none when all is well.</param>
internal sealed record PipelineStatus(
    DateTimeOffset At,
    TimeSpan Window,
    IReadOnlyList<QueueStatus> Queues,
    IReadOnlyList<FunctionStatus> Functions,
    OrderFlow Orders,
    IReadOnlyList<PipelineAlarm> Alarms)
{
    /// <summary>Why CloudWatch could not be read; null where it was. Then <see cref="Functions"/> and <see cref="Orders"/> have nothing.</summary>
    public string? MetricsProblem { get; init; }

    /// <summary>What could not be looked at.</summary>
    public IReadOnlyList<PipelineProblem> Problems =>
    [
        .. Queues.Where(static queue => queue.Problem is not null).Select(static queue => new PipelineProblem(queue.Name, queue.Problem!)),
        .. MetricsProblem is { } problem ? [new PipelineProblem("metrics", problem)] : Array.Empty<PipelineProblem>(),
    ];

    /// <summary>Whether everything was looked at, and no alarm's condition holds.</summary>
    public bool IsWell => Alarms.Count == 0 && Problems.Count == 0;

    /// <summary>The status for a program: one line.</summary>
    public string ToJson() => OperationsJson.Default.PipelineStatusJson.ToText(PipelineStatusJson.Of(this));
}

/// <summary>A part of the pipeline that could not be looked at.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Message">Why not, for a person.</param>
internal sealed record PipelineProblem(string Name, string Message);

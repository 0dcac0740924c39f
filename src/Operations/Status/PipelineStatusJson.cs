using System.Text.Json.Serialization;
using Orders.Operations.Pausing;
using Orders.Operations.Releases;

namespace Orders.Operations.Status;

/// <summary>The JSON of a status. <c>orders</c> has counts by metric, and the latency.</summary>
internal sealed record PipelineStatusJson(
    DateTimeOffset At, bool Well, int WindowSeconds, IEnumerable<QueueStatusJson> Queues, IEnumerable<FunctionStatusJson> Functions,
    IReadOnlyDictionary<string, double?> Orders, IReadOnlyList<PipelineAlarm> Alarms, IReadOnlyList<PausedFunction> Paused, IEnumerable<LiveFunctionJson> Live,
    IReadOnlyList<PipelineProblem> Problems)
{
    public static PipelineStatusJson Of(PipelineStatus status) => new(
        status.At,
        status.IsWell,
        (int)status.Window.TotalSeconds,
        status.Queues.Select(QueueStatusJson.Of),
        status.Functions.Select(FunctionStatusJson.Of),
        new OrderedDictionary<string, double?>(
        [
            .. status.Orders.Counts.OrderBy(static count => count.Key, StringComparer.Ordinal).Select(static count => KeyValuePair.Create(count.Key, (double?)count.Value)),
            KeyValuePair.Create("latency_p50_milliseconds", Milliseconds(status.Orders.MedianLatency)),
            KeyValuePair.Create("latency_p99_milliseconds", Milliseconds(status.Orders.P99Latency)),
        ]),
        status.Alarms,
        status.Paused,
        status.Live.Select(LiveFunctionJson.Of),
        status.Problems);

    internal static double? Milliseconds(TimeSpan? span) => span is { } time ? Math.Round(time.TotalMilliseconds, 1) : null;
}

/// <summary>A queue: its counts, or why there are none.</summary>
[JsonDerivedType(typeof(CountedQueueJson))]
[JsonDerivedType(typeof(UncountedQueueJson))]
internal abstract record QueueStatusJson([property: JsonPropertyOrder(-2)] string Name, [property: JsonPropertyOrder(-1)] QueueKind Kind)
{
    public static QueueStatusJson Of(QueueStatus queue) => queue.Problem is { } problem
        ? new UncountedQueueJson(queue.Name, queue.Kind, problem)
        : new CountedQueueJson(queue.Name, queue.Kind, queue.Visible, queue.InFlight, queue.Delayed, (long?)queue.Oldest?.TotalSeconds);
}

/// <summary>A queue that was counted.</summary>
internal sealed record CountedQueueJson(
    string Name, QueueKind Kind, long Visible, long InFlight, long Delayed, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? OldestSeconds)
    : QueueStatusJson(Name, Kind);

/// <summary>A queue that could not be counted.</summary>
internal sealed record UncountedQueueJson(string Name, QueueKind Kind, string Problem) : QueueStatusJson(Name, Kind);

/// <summary>A function.</summary>
internal sealed record FunctionStatusJson(
    string Name,
    long Invocations,
    long Errors,
    long Throttles,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? AverageDurationMilliseconds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? LongestDurationMilliseconds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? IteratorAgeMilliseconds)
{
    public static FunctionStatusJson Of(FunctionStatus function) => new(
        function.Name,
        function.Invocations,
        function.Errors,
        function.Throttles,
        PipelineStatusJson.Milliseconds(function.AverageDuration),
        PipelineStatusJson.Milliseconds(function.MaxDuration),
        PipelineStatusJson.Milliseconds(function.IteratorAge));
}

/// <summary>The version of a function that is invoked.</summary>
internal sealed record LiveFunctionJson(string Name, string Version, string? Release, DateTimeOffset PublishedAt, bool RolledBack)
{
    public static LiveFunctionJson Of(LiveFunction function) =>
        new(function.Name, function.Live.Version, function.Live.Release, function.Live.PublishedAt, function.IsRolledBack);
}

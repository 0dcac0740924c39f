using System.Runtime.ExceptionServices;
using Orders.Operations.Pausing;
using Orders.Operations.Releases;
using Orders.Operations.Settings;
using Orders.Resilience;

namespace Orders.Operations.Status;

/// <summary>Takes snapshots of a pipeline.</summary>
/// <param name="queues">Counts messages.</param>
/// <param name="metrics">Reads CloudWatch.</param>
/// <param name="mappings">Reads which functions are paused.</param>
/// <param name="releases">Reads which versions are live.</param>
/// <param name="settings">The deployment's settings, with its prefix.</param>
/// <param name="time">The clock.</param>
internal sealed class StatusReader(QueueReader queues, MetricReader metrics, FunctionMappings mappings, LiveFunctions releases, PipelineSettings settings, TimeProvider time)
{
    /// <summary>The time over which functions and orders are counted: that of the alarms.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly StatusQueries _queries = new(settings);

    /// <summary>Takes a snapshot; parts that cannot be read are listed. Sends five requests to SQS for a pipeline with one consumer, one to
    /// CloudWatch, two to Lambda, and once a minute six more.</summary>
    public async Task<PipelineStatus> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var end = now.AddTicks(-(now.Ticks % Minute.Ticks)) + Minute;
        var counting = queues.ReadAsync(cancellationToken);
        var reading = metrics.TryReadAsync(_queries.All(queues.Queues.Select(static queue => queue.Name)), end - Window, end, Minute, cancellationToken);
        var pausing = TryLambdaAsync(
            "event source mappings",
            token => PausedFunction.AmongAsync(mappings, [(settings.Processor.Name, "processor"), (settings.Notifier.Name, "notifier")], token),
            cancellationToken);
        var releasing = TryLambdaAsync("versions", releases.ReadAsync, cancellationToken);
        await Task.WhenAll(counting, reading, pausing, releasing);

        var (points, problem) = await reading;
        var minutes = new MinuteMetrics(points);
        var (found, failure) = await counting;
        if (failure is not null && problem is not null)
        {
            // Nothing can be shown.
            ExceptionDispatchInfo.Throw(failure);
        }

        var counted = found.Select(queue => queue with { Oldest = Seconds(minutes.Latest(StatusQueries.Oldest(queue.Name))) }).ToList();
        return new PipelineStatus(
            now,
            Window,
            counted,
            problem is null ? [.. _queries.Functions.Select(function => FunctionOf(function, minutes))] : [],
            problem is null ? OrdersOf(minutes) : new OrderFlow { Counts = new Dictionary<string, long>(0) },
            [.. new AlarmRules(settings, _queries).Holding(counted, minutes)])
        {
            MetricsProblem = problem,
            Paused = (await pausing).Read,
            MappingsProblem = (await pausing).Problem,
            Live = (await releasing).Read,
            ReleasesProblem = (await releasing).Problem,
        };
    }

    private static async Task<(IReadOnlyList<T> Read, string? Problem)> TryLambdaAsync<T>(
        string subject, Func<CancellationToken, Task<IReadOnlyList<T>>> read, CancellationToken cancellationToken)
    {
        try
        {
            return (await read(cancellationToken), null);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && CallFailure.Is(exception))
        {
            return ([], $"Lambda's {subject} cannot be read: {CallFailure.Name(exception)}.");
        }
    }

    private FunctionStatus FunctionOf(FunctionSettings function, MinuteMetrics minutes)
    {
        var runs = minutes.Sum(StatusQueries.Duration(function, "SampleCount"));
        return new FunctionStatus(
            function.Name,
            minutes.Sum(StatusQueries.Invocations(function)),
            minutes.Sum(StatusQueries.Errors(function)),
            minutes.Sum(StatusQueries.Throttles(function)),
            runs == 0 ? null : TimeSpan.FromMilliseconds((double)minutes.Sum(StatusQueries.Duration(function, "Sum")) / runs),
            Milliseconds(minutes.Largest(StatusQueries.Duration(function, "Maximum"))),
            function is NotifierFunctionSettings ? Milliseconds(minutes.Largest(_queries.IteratorAge)) : null);
    }

    private OrderFlow OrdersOf(MinuteMetrics minutes) => new()
    {
        Counts = _queries.Counts.GroupBy(static query => query.Name, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, group => group.Sum(minutes.Sum), StringComparer.Ordinal),
        MedianLatency = Milliseconds(minutes.Latest(_queries.MedianLatency)),
        P99Latency = Milliseconds(minutes.Largest(_queries.P99Latency)),
    };

    private static TimeSpan? Milliseconds(double? value) => value is { } number ? TimeSpan.FromMilliseconds(number) : null;

    // An empty queue has no age, or an age of 0.
    private static TimeSpan? Seconds(double? value) => value is > 0 and var number ? TimeSpan.FromSeconds(number) : null;
}

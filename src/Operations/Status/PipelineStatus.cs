using System.Text.Json;
using Orders.Json;

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

    /// <summary>What could not be looked at, by its name.</summary>
    public IReadOnlyList<(string Name, string Message)> Problems =>
    [
        .. Queues.Where(static queue => queue.Problem is not null).Select(static queue => (queue.Name, queue.Problem!)),
        .. MetricsProblem is { } problem ? [("metrics", problem)] : Array.Empty<(string, string)>(),
    ];

    /// <summary>Whether everything was looked at, and no alarm's condition holds.</summary>
    public bool IsWell => Alarms.Count == 0 && Problems.Count == 0;

    /// <summary>The status for a program: one line.</summary>
    public string ToJson() => JsonWriting.ToText(this, static (writer, status) => status.Write(writer));

    /// <summary>Writes it as one object.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteTime("at", At);
        writer.WriteBoolean("well", IsWell);
        writer.WriteNumber("window_seconds", (int)Window.TotalSeconds);
        WriteArray(writer, "queues", Queues, Write);
        WriteArray(writer, "functions", Functions, Write);
        writer.WriteStartObject("orders");
        foreach (var (name, count) in Orders.Counts.OrderBy(static count => count.Key, StringComparer.Ordinal))
        {
            writer.WriteNumber(name, count);
        }

        WriteMilliseconds(writer, "latency_p50_milliseconds", Orders.MedianLatency);
        WriteMilliseconds(writer, "latency_p99_milliseconds", Orders.P99Latency);
        writer.WriteEndObject();
        WriteArray(writer, "alarms", Alarms, static (writer, alarm) =>
        {
            writer.WriteString("name", alarm.Name);
            writer.WriteString("message", alarm.Message);
        });
        WriteArray(writer, "problems", Problems, static (writer, problem) =>
        {
            writer.WriteString("name", problem.Name);
            writer.WriteString("message", problem.Message);
        });
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, QueueStatus queue)
    {
        writer.WriteString("name", queue.Name);
        writer.WriteString("kind", queue.Kind switch { QueueKind.Orders => "orders", QueueKind.Consumer => "consumer", _ => "dead_letters" });
        if (queue.Problem is { } problem)
        {
            writer.WriteString("problem", problem);
            return;
        }

        writer.WriteNumber("visible", queue.Visible);
        writer.WriteNumber("in_flight", queue.InFlight);
        writer.WriteNumber("delayed", queue.Delayed);
        if (queue.Oldest is { } oldest)
        {
            writer.WriteNumber("oldest_seconds", (long)oldest.TotalSeconds);
        }
        else
        {
            writer.WriteNull("oldest_seconds");
        }
    }

    private static void Write(Utf8JsonWriter writer, FunctionStatus function)
    {
        writer.WriteString("name", function.Name);
        writer.WriteNumber("invocations", function.Invocations);
        writer.WriteNumber("errors", function.Errors);
        writer.WriteNumber("throttles", function.Throttles);
        WriteMilliseconds(writer, "average_duration_milliseconds", function.AverageDuration);
        WriteMilliseconds(writer, "longest_duration_milliseconds", function.MaxDuration);
        WriteMilliseconds(writer, "iterator_age_milliseconds", function.IteratorAge);
    }

    private static void WriteArray<T>(Utf8JsonWriter writer, string name, IReadOnlyList<T> elements, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        foreach (var element in elements)
        {
            writer.WriteStartObject();
            write(writer, element);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteMilliseconds(Utf8JsonWriter writer, string name, TimeSpan? span)
    {
        if (span is { } time)
        {
            writer.WriteNumber(name, Math.Round(time.TotalMilliseconds, 1));
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}

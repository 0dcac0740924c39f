using System.Buffers;
using System.Text.Json;
using Orders.Json;

namespace Orders.Observability;

/// <summary>
/// Counts what happens in an invocation, measures how long it took, and writes it as one line of CloudWatch's Embedded Metric Format,
/// from which CloudWatch makes metrics without a call of ours.
/// </summary>
/// <param name="sink">Where the line goes.</param>
/// <param name="time">The clock.</param>
/// <param name="service">The name of the function that counts, so that two deployments of an account do not count into each other.</param>
public sealed class Metrics(LineSink sink, TimeProvider time, string service)
{
    /// <summary>The metrics' namespace in CloudWatch.</summary>
    public const string Namespace = "Orders";

    /// <summary>The dimension of all: the function that counts.</summary>
    public const string Dimension = "service";

    /// <summary>A second dimension, of what is counted for one queue: its name, as SQS's own metrics have it.</summary>
    public const string QueueDimension = "QueueName";

    /// <summary>Most values of a metric in a line (CloudWatch User Guide, "Specification: Embedded metric format").</summary>
    public const int ValuesPerLine = 100;

    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    // Kept from one invocation to the next with their room.
    private readonly SortedDictionary<string, List<long>> _milliseconds = new(StringComparer.Ordinal);

    private readonly SortedDictionary<string, Metrics> _queues = new(StringComparer.Ordinal);

    private readonly ArrayBufferWriter<byte> _line = new(512);

    private string? _queue;

    /// <summary>What is counted for one queue: in a line of its own, by the function and by the queue's name.</summary>
    public Metrics OfQueue(string name)
    {
        lock (_counts)
        {
            return _queues.TryGetValue(name, out var metrics) ? metrics : _queues[name] = new Metrics(sink, time, service) { _queue = name };
        }
    }

    /// <summary>Adds to a count.</summary>
    /// <param name="name">The metric, one of <see cref="MetricNames"/>.</param>
    /// <param name="number">How many; nothing is written of a metric that nothing was added to.</param>
    public void Count(string name, int number = 1)
    {
        if (number == 0)
        {
            return;
        }

        lock (_counts)
        {
            _counts[name] = _counts.GetValueOrDefault(name) + number;
        }
    }

    /// <summary>Adds one time, in whole milliseconds; what ended before it began, by another clock, took none.</summary>
    /// <param name="name">The metric, one of <see cref="MetricNames"/>.</param>
    /// <param name="took">How long.</param>
    public void Measure(string name, TimeSpan took)
    {
        lock (_counts)
        {
            if (!_milliseconds.TryGetValue(name, out var values))
            {
                _milliseconds[name] = values = [];
            }

            values.Add(Math.Max(0, (long)took.TotalMilliseconds));
        }
    }

    /// <summary>Writes the line, if there is anything to write, and starts anew. More than <see cref="ValuesPerLine"/> times make more lines.</summary>
    public void Flush()
    {
        lock (_counts)
        {
            while (_counts.Count > 0 || HasTimes())
            {
                _line.ResetWrittenCount();
                JsonWriting.Write(_line, this, static (writer, metrics) => metrics.WriteLine(writer));
                _line.Write("\n"u8);
                sink.Write(_line.WrittenSpan);
                _counts.Clear();
                foreach (var values in _milliseconds.Values)
                {
                    values.RemoveRange(0, Math.Min(ValuesPerLine, values.Count));
                }
            }

            foreach (var queue in _queues.Values)
            {
                queue.Flush();
            }
        }
    }

    private bool HasTimes()
    {
        foreach (var values in _milliseconds.Values)
        {
            if (values.Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    private void WriteLine(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("_aws");
        writer.WriteNumber("Timestamp", time.GetUtcNow().ToUnixTimeMilliseconds());
        writer.WriteStartArray("CloudWatchMetrics");
        writer.WriteStartObject();
        writer.WriteString("Namespace", Namespace);
        writer.WriteStartArray("Dimensions");
        writer.WriteStartArray();
        writer.WriteStringValue(Dimension);
        writer.WriteEndArray();
        if (_queue is not null)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(QueueDimension);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("Metrics");
        foreach (var (name, _) in _counts)
        {
            WriteUnit(writer, name, "Count");
        }

        foreach (var (name, values) in _milliseconds)
        {
            if (values.Count > 0)
            {
                WriteUnit(writer, name, "Milliseconds");
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteString(Dimension, service);
        if (_queue is not null)
        {
            writer.WriteString(QueueDimension, _queue);
        }

        foreach (var (name, number) in _counts)
        {
            writer.WriteNumber(name, number);
        }

        foreach (var (name, values) in _milliseconds)
        {
            WriteTimes(writer, name, values);
        }

        writer.WriteEndObject();
    }

    private static void WriteUnit(Utf8JsonWriter writer, string name, string unit)
    {
        writer.WriteStartObject();
        writer.WriteString("Name", name);
        writer.WriteString("Unit", unit);
        writer.WriteEndObject();
    }

    private static void WriteTimes(Utf8JsonWriter writer, string name, List<long> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        for (var index = 0; index < Math.Min(ValuesPerLine, values.Count); index++)
        {
            writer.WriteNumberValue(values[index]);
        }

        writer.WriteEndArray();
    }
}

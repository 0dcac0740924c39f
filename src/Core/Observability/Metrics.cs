using System.Buffers;
using System.Text.Json;
using Orders.Json;

namespace Orders.Observability;

/// <summary>
/// Collects an invocation's counts and times, and writes them as one line of CloudWatch's Embedded Metric Format, from which CloudWatch
/// creates metrics without an API call.
/// </summary>
/// <param name="sink">Receives the line.</param>
/// <param name="time">The clock.</param>
/// <param name="service">The function's name, so that two deployments in an account have separate metrics.</param>
/// <param name="atZero">Counts that alarms evaluate: a minute with an invocation has a value of each, 0 if nothing was counted. Where values are missing,
/// an alarm looks at older ones (CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data").</param>
public sealed class Metrics(LineSink sink, TimeProvider time, string service, params IReadOnlyList<string> atZero)
{
    /// <summary>The metrics' namespace in CloudWatch.</summary>
    public const string Namespace = "Orders";

    /// <summary>The dimension of all metrics: the function's name.</summary>
    public const string Dimension = "service";

    /// <summary>A second dimension for metrics of one queue: the queue's name, as in SQS's own metrics.</summary>
    public const string QueueDimension = "QueueName";

    /// <summary>The maximum number of values of a metric in a line (CloudWatch User Guide, "Specification: Embedded metric format").</summary>
    public const int ValuesPerLine = 100;

    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    // Kept between invocations to reuse the lists' capacity.
    private readonly SortedDictionary<string, List<long>> _milliseconds = new(StringComparer.Ordinal);

    private readonly SortedDictionary<string, Metrics> _queues = new(StringComparer.Ordinal);

    private readonly ArrayBufferWriter<byte> _line = new(512);

    private string? _queue;

    private long _minute = -1;

    /// <summary>Returns the metrics of one queue, which have a separate line with the dimensions function and queue name.</summary>
    /// <param name="name">The queue's name.</param>
    /// <param name="atZero">The queue's counts that alarms evaluate, for the first call.</param>
    public Metrics OfQueue(string name, params IReadOnlyList<string> atZero)
    {
        lock (_counts)
        {
            return _queues.TryGetValue(name, out var metrics) ? metrics : _queues[name] = new Metrics(sink, time, service, atZero) { _queue = name };
        }
    }

    /// <summary>Adds to a count.</summary>
    /// <param name="name">The metric: one of <see cref="MetricNames"/>.</param>
    /// <param name="number">The number to add; a metric without additions is not written, except at zero.</param>
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

    /// <summary>Adds one time, in whole milliseconds; a negative time, caused by another clock, counts as 0.</summary>
    /// <param name="name">The metric: one of <see cref="MetricNames"/>.</param>
    /// <param name="took">The time.</param>
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

    /// <summary>Writes the line if there is anything to write, and resets. More than <see cref="ValuesPerLine"/> times need more lines.</summary>
    public void Flush()
    {
        lock (_counts)
        {
            AddZeros();
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

    // Once a minute, because that is the alarms' shortest period: more zeros would only cost log bytes.
    private void AddZeros()
    {
        var minute = atZero.Count == 0 ? _minute : time.GetUtcNow().ToUnixTimeSeconds() / 60;
        if (minute == _minute)
        {
            return;
        }

        _minute = minute;
        foreach (var name in atZero)
        {
            _counts.TryAdd(name, 0);
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

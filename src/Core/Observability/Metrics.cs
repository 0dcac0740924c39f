using System.Buffers;
using Orders.Json;

namespace Orders.Observability;

/// <summary>
/// Counts what happens in an invocation and writes it as one line of CloudWatch's Embedded Metric Format, from which CloudWatch
/// makes metrics without a call of ours.
/// </summary>
/// <param name="sink">Where the line goes.</param>
/// <param name="time">The clock.</param>
/// <param name="service">The one dimension: the name of the function that counts, so that two deployments of an account do not count into each other.</param>
public sealed class Metrics(LineSink sink, TimeProvider time, string service)
{
    /// <summary>The metrics' namespace in CloudWatch.</summary>
    public const string Namespace = "Orders";

    /// <summary>The name of their one dimension.</summary>
    public const string Dimension = "service";

    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

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

    /// <summary>Writes the line, if there is anything to write, and starts anew.</summary>
    public void Flush()
    {
        lock (_counts)
        {
            if (_counts.Count == 0)
            {
                return;
            }

            var buffer = new ArrayBufferWriter<byte>(256);
            JsonWriting.Write(buffer, (Counts: _counts, Milliseconds: time.GetUtcNow().ToUnixTimeMilliseconds(), service), static (writer, line) =>
            {
                writer.WriteStartObject();
                writer.WriteStartObject("_aws");
                writer.WriteNumber("Timestamp", line.Milliseconds);
                writer.WriteStartArray("CloudWatchMetrics");
                writer.WriteStartObject();
                writer.WriteString("Namespace", Namespace);
                writer.WriteStartArray("Dimensions");
                writer.WriteStartArray();
                writer.WriteStringValue(Dimension);
                writer.WriteEndArray();
                writer.WriteEndArray();
                writer.WriteStartArray("Metrics");
                foreach (var name in line.Counts.Keys)
                {
                    writer.WriteStartObject();
                    writer.WriteString("Name", name);
                    writer.WriteString("Unit", "Count");
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
                writer.WriteEndArray();
                writer.WriteEndObject();
                writer.WriteString(Dimension, line.service);
                foreach (var (name, number) in line.Counts)
                {
                    writer.WriteNumber(name, number);
                }

                writer.WriteEndObject();
            });
            buffer.Write("\n"u8);
            sink.Write(buffer.WrittenSpan);
            _counts.Clear();
        }
    }
}

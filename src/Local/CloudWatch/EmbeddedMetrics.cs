using System.Text.Json;

namespace Orders.Local.CloudWatch;

/// <summary>
/// Reads the metrics from log lines in the Embedded Metric Format (CloudWatch User Guide, "Specification: Embedded metric format"), as
/// CloudWatch Logs does. Supports only sets of one dimension; our functions use no others.
/// </summary>
static class EmbeddedMetrics
{
    public static void Read(string line, MetricStore store)
    {
        // Most lines have no metrics, and are not parsed.
        if (!line.Contains("\"CloudWatchMetrics\"", StringComparison.Ordinal))
        {
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(line);
            Read(document.RootElement, store);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentOutOfRangeException)
        {
            // CloudWatch also treats a line that breaks the format as an ordinary log line.
        }
    }

    static void Read(JsonElement line, MetricStore store)
    {
        var metadata = line.GetProperty("_aws"u8);
        var time = DateTimeOffset.FromUnixTimeMilliseconds(metadata.GetProperty("Timestamp"u8).GetInt64());
        foreach (var directive in metadata.GetProperty("CloudWatchMetrics"u8).EnumerateArray())
        {
            var space = directive.GetProperty("Namespace"u8).GetString()!;
            var dimensions = directive.GetProperty("Dimensions"u8).EnumerateArray().Where(static set => set.GetArrayLength() == 1).Select(static set => set[0].GetString()!);
            foreach (var dimension in dimensions)
            {
                var resource = line.GetProperty(dimension).GetString()!;
                foreach (var metric in directive.GetProperty("Metrics"u8).EnumerateArray())
                {
                    var name = metric.GetProperty("Name"u8).GetString()!;
                    Add(new MetricSeries(space, name, dimension, resource), line.GetProperty(name), time, store);
                }
            }
        }
    }

    static void Add(MetricSeries series, JsonElement value, DateTimeOffset time, MetricStore store)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            store.Add(series, value.GetDouble(), time);
            return;
        }

        foreach (var one in value.EnumerateArray())
        {
            store.Add(series, one.GetDouble(), time);
        }
    }
}

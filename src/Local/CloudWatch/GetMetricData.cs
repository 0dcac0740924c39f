using System.Buffers;
using System.Text.Json;

namespace Orders.Local.CloudWatch;

/// <summary>GetMetricData (CloudWatch API Reference) for queries of one metric; expressions are not supported.</summary>
static class GetMetricData
{
    /// <summary>Answers a request.</summary>
    /// <param name="request">The request's JSON.</param>
    /// <param name="store">The metrics.</param>
    /// <exception cref="FormatException">The request breaks a rule, which the message names.</exception>
    public static ReadOnlyMemory<byte> Answer(JsonElement request, MetricStore store)
    {
        var (start, end) = (Time(request, "StartTime"), Time(request, "EndTime"));
        Must(start < end, "The parameter StartTime must be less than the parameter EndTime.");
        var newestFirst = !(request.TryGetProperty("ScanBy"u8, out var order) && order.GetString() == "TimestampAscending");
        var answer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(answer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("MetricDataResults"u8);
            foreach (var query in Member(request, "MetricDataQueries").EnumerateArray())
            {
                if (!(query.TryGetProperty("ReturnData"u8, out var wanted) && wanted.ValueKind == JsonValueKind.False))
                {
                    Write(writer, query, store, start, end, newestFirst);
                }
            }

            writer.WriteEndArray();
            writer.WriteStartArray("Messages"u8);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return answer.WrittenMemory;
    }

    static void Write(Utf8JsonWriter writer, JsonElement query, MetricStore store, DateTimeOffset start, DateTimeOffset end, bool newestFirst)
    {
        Must(!query.TryGetProperty("Expression"u8, out _), "The local CloudWatch does not support expressions: query their metrics.");
        var (id, stat) = (Text(query, "Id"), Member(query, "MetricStat"));
        var period = Member(stat, "Period").GetInt32();
        Must(period is 1 or 5 or 10 or 30 || (period > 0 && period % 60 == 0), "The parameter Period must be 1, 5, 10, 30 or a multiple of 60.");
        var statistic = Statistic.Find(Text(stat, "Stat"));
        Must(statistic is not null, "The parameter Stat must be Sum, SampleCount, Average, Minimum, Maximum or a percentile, as p99.");
        var metric = Member(stat, "Metric");
        var points = Series(metric) is { } series ? store.Read(series, start, end, period) : [];
        if (newestFirst)
        {
            points = [.. points.Reverse()];
        }

        writer.WriteStartObject();
        writer.WriteString("Id"u8, id);
        writer.WriteString("Label"u8, query.TryGetProperty("Label"u8, out var label) ? label.GetString() : Text(metric, "MetricName"));
        writer.WriteStartArray("Timestamps"u8);
        foreach (var (time, _) in points)
        {
            writer.WriteNumberValue(time.ToUnixTimeSeconds());
        }

        writer.WriteEndArray();
        writer.WriteStartArray("Values"u8);
        foreach (var (_, values) in points)
        {
            writer.WriteNumberValue(statistic!(values));
        }

        writer.WriteEndArray();
        writer.WriteString("StatusCode"u8, "Complete"u8);
        writer.WriteEndObject();
    }

    /// <returns>Null if it cannot be one of our metrics, which have one dimension; it then has no values, as on AWS.</returns>
    static MetricSeries? Series(JsonElement metric) =>
        metric.TryGetProperty("Dimensions"u8, out var dimensions) && dimensions.GetArrayLength() == 1
            ? new MetricSeries(
                Text(metric, "Namespace"),
                Text(metric, "MetricName"),
                Text(dimensions[0], "Name"),
                Text(dimensions[0], "Value"))
            : null;

    static DateTimeOffset Time(JsonElement request, string name)
    {
        var seconds = Member(request, name).GetDouble();
        Must(seconds is >= -62_135_596_800 and < 253_402_300_800, $"The parameter {name} must be a time in seconds since 1970.");
        return DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(seconds);
    }

    static JsonElement Member(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) ? value : throw new FormatException($"The parameter {name} is required.");

    static string Text(JsonElement parent, string name) =>
        Member(parent, name).GetString() ?? throw new FormatException($"The parameter {name} must be text.");

    static void Must(bool holds, string rule)
    {
        if (!holds)
        {
            throw new FormatException(rule);
        }
    }
}

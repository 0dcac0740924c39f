using System.Text.Json;
using Amazon.Runtime;
using Orders.Operations.Connections;
using Orders.Operations.Failures;
using Orders.Resilience;

namespace Orders.Operations.Status;

/// <summary>Reads metrics by CloudWatch's GetMetricData. On AWS it costs one cent per thousand queries, so no query is sent twice.</summary>
internal sealed class MetricReader(AwsJsonClient cloudWatch)
{
    /// <summary>The maximum number of queries in one request (CloudWatch API Reference, GetMetricData).</summary>
    private const int QueriesPerRequest = 500;

    /// <summary>Larger than any metric of ours. Sums of these values, and time spans of that many seconds, fit their types.</summary>
    private const double LargestValue = 1e11;

    private const string Target = "GraniteServiceVersion20100801.GetMetricData";

    /// <summary>Reads statistics as <see cref="ReadAsync"/> does, if CloudWatch is one source of several.</summary>
    /// <returns>The values, or none and the cause.</returns>
    public async Task<(IReadOnlyDictionary<MetricQuery, IReadOnlyList<MetricPoint>> Points, string? Problem)> TryReadAsync(
        IReadOnlyList<MetricQuery> queries, DateTimeOffset start, DateTimeOffset end, TimeSpan period, CancellationToken cancellationToken)
    {
        try
        {
            return (await ReadAsync(queries, start, end, period, cancellationToken), null);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && CallFailure.Is(exception))
        {
            var cause = exception switch
            {
                AmazonClientException => exception.Message,
                AmazonServiceException => $"{CallFailure.Name(exception)}.",
                _ => Failure.Of(exception)?.Message ?? $"{CallFailure.Name(exception)}.",
            };
            return (new Dictionary<MetricQuery, IReadOnlyList<MetricPoint>>(0), $"CloudWatch cannot be read: {cause}");
        }
    }

    /// <summary>Reads statistics.</summary>
    /// <param name="queries">The queries, without duplicates.</param>
    /// <param name="start">The start; a multiple of the period.</param>
    /// <param name="end">The end.</param>
    /// <param name="period">The period of each value. Metrics of AWS and of the functions have a resolution of one minute on AWS.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The values of each query in order of time; periods without data have none.</returns>
    public async Task<IReadOnlyDictionary<MetricQuery, IReadOnlyList<MetricPoint>>> ReadAsync(
        IReadOnlyList<MetricQuery> queries, DateTimeOffset start, DateTimeOffset end, TimeSpan period, CancellationToken cancellationToken)
    {
        var found = queries.ToDictionary(static query => query, static _ => new List<MetricPoint>());
        foreach (var chunk in queries.Chunk(QueriesPerRequest))
        {
            var ids = Enumerable.Range(0, chunk.Length).Select(static index => $"q{index}").ToArray();
            string? next = null;
            do
            {
                var page = next;
                next = await cloudWatch.CallAsync(
                    Target,
                    Request(chunk, ids, start, end, period, next),
                    answer =>
                    {
                        foreach (var result in answer.GetProperty("MetricDataResults"u8).EnumerateArray())
                        {
                            var query = Array.FindIndex(ids, id => id == result.GetProperty("Id"u8).GetString());
                            found[query >= 0 ? chunk[query] : throw new FormatException("The answer has an unknown query id.")].AddRange(Points(result));
                        }

                        return answer.TryGetProperty("NextToken"u8, out var token) ? token.GetString() : null;
                    },
                    cancellationToken);
                if (next is not null && next == page)
                {
                    throw new AmazonClientException("CloudWatch returned the same page repeatedly.");
                }
            }
            while (next is not null);
        }

        return found.ToDictionary(static one => one.Key, static one => (IReadOnlyList<MetricPoint>)one.Value);
    }

    private static IEnumerable<MetricPoint> Points(JsonElement result) => result.GetProperty("Timestamps"u8).EnumerateArray().Zip(
        result.GetProperty("Values"u8).EnumerateArray(),
        static (time, value) => new MetricPoint(DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(time.GetDouble()), Math.Clamp(value.GetDouble(), -LargestValue, LargestValue)));

    private static ReadOnlyMemory<byte> Request(MetricQuery[] queries, string[] ids, DateTimeOffset start, DateTimeOffset end, TimeSpan period, string? next) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new MetricRequest(
                start.ToUnixTimeSeconds(),
                end.ToUnixTimeSeconds(),
                "TimestampAscending",
                next,
                ids.Zip(queries, (id, query) => MetricDataQuery.Of(id, query, (int)period.TotalSeconds))),
            MetricRequestJson.Default.MetricRequest);
}

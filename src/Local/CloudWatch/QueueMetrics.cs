using System.Text.Json;

namespace Orders.Local.CloudWatch;

/// <summary>
/// SQS's metrics of each queue: the age of its oldest message, which SQS reports only to CloudWatch, and its counts. The emulator is read now and then,
/// and each time metrics are read. They are unknown for other servers.
/// </summary>
sealed class QueueMetrics : IAsyncDisposable
{
    static readonly TimeSpan BetweenSamples = TimeSpan.FromSeconds(10);

    readonly HttpClient _http = new();
    readonly CancellationTokenSource _stop = new();
    readonly Uri _metrics;
    readonly MetricStore _store;
    readonly TimeProvider _time;
    readonly Task _sampling;

    public QueueMetrics(Uri emulator, MetricStore store, TimeProvider time)
    {
        (_metrics, _store, _time) = (new Uri(emulator, "/orders/queue-metrics"), store, time);
        _sampling = SampleNowAndThenAsync();
    }

    public async Task SampleAsync(CancellationToken cancellation)
    {
        try
        {
            using var queues = JsonDocument.Parse(await _http.GetByteArrayAsync(_metrics, cancellation));
            var now = _time.GetUtcNow();
            foreach (var queue in queues.RootElement.EnumerateObject())
            {
                var oldest = queue.Value.GetProperty("oldest"u8);
                var age = oldest.ValueKind == JsonValueKind.Null ? TimeSpan.Zero : now - DateTimeOffset.FromUnixTimeMilliseconds(oldest.GetInt64());
                Add("ApproximateAgeOfOldestMessage", Math.Max(0, Math.Floor(age.TotalSeconds)));
                Add("ApproximateNumberOfMessagesVisible", queue.Value.GetProperty("visible"u8).GetInt32());
                Add("ApproximateNumberOfMessagesNotVisible", queue.Value.GetProperty("hidden"u8).GetInt32());

                void Add(string name, double value) => _store.Add(new MetricSeries("AWS/SQS", name, "QueueName", queue.Name), value, now);
            }
        }
        catch (HttpRequestException)
        {
            // Metrics without those of queues are better than none.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sampling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _http.Dispose();
    }

    async Task SampleNowAndThenAsync()
    {
        using var timer = new PeriodicTimer(BetweenSamples, _time);
        do
        {
            await SampleAsync(_stop.Token);
        }
        while (await timer.WaitForNextTickAsync(_stop.Token));
    }
}

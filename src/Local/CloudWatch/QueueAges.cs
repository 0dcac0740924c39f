using System.Text.Json;

namespace Orders.Local.CloudWatch;

/// <summary>
/// The age of each queue's oldest message, which SQS reports only to CloudWatch: the emulator is read each time metrics are read. It is
/// unknown for other servers.
/// </summary>
sealed class QueueAges(Uri emulator, MetricStore store, TimeProvider time) : IDisposable
{
    readonly HttpClient _http = new();
    readonly Uri _oldest = new(emulator, "/orders/oldest-messages");

    public async Task SampleAsync(CancellationToken cancellation)
    {
        try
        {
            using var queues = JsonDocument.Parse(await _http.GetByteArrayAsync(_oldest, cancellation));
            var now = time.GetUtcNow();
            foreach (var queue in queues.RootElement.EnumerateObject())
            {
                var age = queue.Value.ValueKind == JsonValueKind.Null
                    ? TimeSpan.Zero
                    : now - DateTimeOffset.FromUnixTimeMilliseconds(queue.Value.GetInt64());
                store.Add(
                    new MetricSeries("AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", queue.Name), Math.Max(0, Math.Floor(age.TotalSeconds)), now);
            }
        }
        catch (HttpRequestException)
        {
            // Metrics without ages are better than none.
        }
    }

    public void Dispose() => _http.Dispose();
}

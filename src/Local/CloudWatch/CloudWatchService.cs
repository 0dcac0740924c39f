using Orders.Operations.Http;

namespace Orders.Local.CloudWatch;

/// <summary>The local CloudWatch: the metrics of this process, in memory.</summary>
public sealed class CloudWatchService : IAsyncDisposable
{
    readonly LoopbackServer _server;
    readonly QueueAges? _ages;

    CloudWatchService(LoopbackServer server, QueueAges? ages) => (_server, _ages) = (server, ages);

    /// <summary>The endpoint, for <c>aws cloudwatch --endpoint-url</c>.</summary>
    public Uri Endpoint => _server.Uri;

    /// <summary>Starts the service on a free port.</summary>
    /// <param name="store">The metrics.</param>
    /// <param name="sqsEmulator">Our SQS emulator, which reports the age of messages; null for another SQS.</param>
    /// <param name="time">The clock.</param>
    public static async Task<CloudWatchService> StartAsync(MetricStore store, Uri? sqsEmulator, TimeProvider time)
    {
        var ages = sqsEmulator is null ? null : new QueueAges(sqsEmulator, store, time);
        var api = new CloudWatchApi(store, ages);
        return new CloudWatchService(await LoopbackServer.StartAsync([0], CloudWatchApi.MaxRequestBytes, api.HandleAsync), ages);
    }

    /// <summary>Stops the service.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _ages?.Dispose();
    }
}

using Orders.Operations.Http;

namespace Orders.Local.CloudWatch;

/// <summary>The local CloudWatch: the metrics of this process, in memory.</summary>
public sealed class CloudWatchService : IAsyncDisposable
{
    readonly LoopbackServer _server;
    readonly QueueMetrics? _queues;

    CloudWatchService(LoopbackServer server, QueueMetrics? queues) => (_server, _queues) = (server, queues);

    /// <summary>The endpoint, for <c>aws cloudwatch --endpoint-url</c>.</summary>
    public Uri Endpoint => _server.Uri;

    /// <summary>Starts the service on a free port.</summary>
    /// <param name="store">The metrics.</param>
    /// <param name="sqsEmulator">Our SQS emulator, which reports its queues' metrics; null for another SQS.</param>
    /// <param name="time">The clock.</param>
    public static async Task<CloudWatchService> StartAsync(MetricStore store, Uri? sqsEmulator, TimeProvider time)
    {
        var queues = sqsEmulator is null ? null : new QueueMetrics(sqsEmulator, store, time);
        var api = new CloudWatchApi(store, queues);
        return new CloudWatchService(await LoopbackServer.StartAsync([0], CloudWatchApi.MaxRequestBytes, api.HandleAsync), queues);
    }

    /// <summary>Stops the service.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        if (_queues is not null)
        {
            await _queues.DisposeAsync();
        }
    }
}
